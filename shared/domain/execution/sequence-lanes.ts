import type { ExecutionModel, Step } from './execution-model.ts';
import { orchestratorLane, outsideLane, parentLane, type Lane, type LaneKind } from './sequence-model.ts';

/** More than these share a lane by their name. */
const fewInstances = 6;

const laneKinds = {
  'sub-orchestration': 'child',
  'entity-call': 'entity',
  'entity-signal': 'entity',
  'entity-lock': 'entity',
  'event-sent': 'instance',
} as const satisfies Partial<Record<Step['kind'], LaneKind>>;

type InstanceLaneKind = (typeof laneKinds)[keyof typeof laneKinds];

function instanceLaneKind(kind: Step['kind']): InstanceLaneKind | null {
  return kind in laneKinds ? laneKinds[kind as keyof typeof laneKinds] : null;
}

function entityName(instanceId: string): string {
  return instanceId.slice(1).split('@', 1)[0] ?? instanceId;
}

/** What instances of a lane have in common when there are too many for a lane each. */
function groupName(step: Step, kind: InstanceLaneKind): string | null {
  if (kind === 'entity') return step.instanceId === null ? null : entityName(step.instanceId);
  return kind === 'child' ? step.name : null;
}

function nameOf(step: Step, kind: InstanceLaneKind): string | null {
  return kind === 'child' ? step.name : groupName(step, kind);
}

/** Who took part, found out while messages are read one after the other. */
export class SequenceLanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #isShared: Readonly<Record<InstanceLaneKind, boolean>>;

  constructor(private readonly model: ExecutionModel) {
    this.#isShared = this.#findShared();
  }

  #findShared(): Record<InstanceLaneKind, boolean> {
    const ids = { child: new Set<string>(), entity: new Set<string>(), instance: new Set<string>() };
    for (const { kind, instanceId } of this.model.steps) {
      const laneKind = instanceLaneKind(kind);
      if (laneKind !== null && instanceId !== null) ids[laneKind].add(instanceId);
    }
    const isShared = (kind: InstanceLaneKind) => ids[kind].size > fewInstances;
    return { child: isShared('child'), entity: isShared('entity'), instance: isShared('instance') };
  }

  #use(lane: Lane): string {
    if (!this.#lanes.has(lane.id)) this.#lanes.set(lane.id, lane);
    return lane.id;
  }

  outside(): string {
    return this.#use({ id: outsideLane, kind: 'outside', name: null, instanceId: null });
  }

  /** Who started it and gets its result. */
  starter(): string {
    const { parent } = this.model;
    if (parent === null) return this.outside();
    return this.#use({ id: parentLane, kind: 'parent', name: parent.name, instanceId: parent.instanceId });
  }

  /** Whom a step, or one message of it, is about; the orchestrator itself for timers and the like. */
  of(step: Step, addressee: string | null = null): string {
    if (step.kind === 'external-event') return this.outside();
    if (step.kind === 'activity') {
      const { name } = step;
      return this.#use({ id: `function ${name ?? ''}`, kind: 'function', name, instanceId: null });
    }
    const kind = instanceLaneKind(step.kind);
    if (kind === null) return orchestratorLane;
    const instanceId = this.#isShared[kind] ? null : (addressee ?? step.instanceId);
    const key = instanceId ?? `of ${groupName(step, kind) ?? ''}`;
    return this.#use({ id: `${kind} ${key}`, kind, name: nameOf(step, kind), instanceId });
  }

  all(): Lane[] {
    const { name } = this.model;
    const first: Lane[] = [];
    const others: Lane[] = [];
    for (const lane of this.#lanes.values()) {
      if (lane.kind === 'outside') first.unshift(lane);
      else if (lane.kind === 'parent') first.push(lane);
      else others.push(lane);
    }
    return [...first, { id: orchestratorLane, kind: 'orchestrator', name, instanceId: null }, ...others];
  }
}
