import type { FindingRule } from '../../shared/domain/diagnosis/finding-rules.ts';
import { between } from '../../server/demo/samples/seeded-random.ts';
import type { HistoryWriter, ParentExecution } from '../history-writer.ts';
import { execution, executionId, lockedEntity, type SeededExecution } from './seeded-execution.ts';

export const waitingKinds = ['event', 'activity', 'children', 'lock'] as const;
export type WaitingKind = (typeof waitingKinds)[number];

export const kindWords: Record<WaitingKind, string> = {
  event: 'waits for an event',
  activity: 'activity open',
  children: 'child of a child of a child waits',
  lock: 'waits for a lock',
};

/** An instance that waits, with everything that tells why. */
export interface WaitingFamily {
  readonly kind: WaitingKind;
  readonly instanceId: string;
  /** What its diagnosis has to begin with. */
  readonly rule: FindingRule;
  readonly executions: readonly SeededExecution[];
  /** Instances whose histories a person would read to understand it. */
  readonly toRead: readonly string[];
}

const siblings = 5;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const steps = 12;

interface Setting {
  /** Names are of this family alone, so that nothing read for another one helps. */
  readonly suffix: string;
  readonly nowMs: number;
}

/** What orders do before they come to what they wait for. */
function prepare(writer: HistoryWriter, name: string, parent?: ParentExecution): void {
  let id = -1;
  writer.turn(() => {
    writer.started(name, parent);
    id = writer.activity('ReserveStock');
  });
  for (let step = 1; step < steps; step++) {
    writer.pass(between(writer.random, 20, 900));
    writer.turn(() => {
      writer.activityDone(id);
      id = writer.activity('PrintLabel');
    });
  }
  writer.pass(between(writer.random, 20, 900));
  writer.turn(() => writer.activityDone(id));
}

function runs(name: string, prefix: string, nowMs: number, rest: (writer: HistoryWriter) => void) {
  return Array.from({ length: siblings }, (_, place) =>
    execution(
      { instanceId: `${prefix}-run-${place}`, name, startMs: nowMs - (place + 2) * dayMs },
      (writer) => {
        prepare(writer, name);
        rest(writer);
      },
    ),
  );
}

const idOf = ({ row }: SeededExecution) => row.instanceId;

function awaitsEvent({ suffix, nowMs }: Setting): WaitingFamily {
  const [name, instanceId] = [`Approval${suffix}`, `waiting-approval-${suffix}`];
  const others = runs(name, instanceId, nowMs, (writer) => {
    writer.pass(between(writer.random, 1_000, hourMs));
    writer.turn(() => {
      writer.raised('Approve');
      writer.ended();
    });
  });
  const waiting = execution({ instanceId, name, startMs: nowMs - 20 * dayMs }, (writer) =>
    prepare(writer, name),
  );
  const executions = [waiting, ...others];
  return { kind: 'event', instanceId, rule: 'awaits-event', executions, toRead: executions.map(idOf) };
}

function activityOpen({ suffix, nowMs }: Setting): WaitingFamily {
  const [name, instanceId] = [`Payment${suffix}`, `waiting-payment-${suffix}`];
  const others = runs(name, instanceId, nowMs, (writer) => {
    let id = -1;
    writer.turn(() => (id = writer.activity('ChargeCard')));
    writer.pass(between(writer.random, 500, 4_000));
    writer.turn(() => {
      writer.activityDone(id);
      writer.ended();
    });
  });
  const waiting = execution({ instanceId, name, startMs: nowMs - hourMs }, (writer) => {
    prepare(writer, name);
    writer.turn(() => writer.activity('ChargeCard'));
  });
  const executions = [waiting, ...others];
  return { kind: 'activity', instanceId, rule: 'activity-slow', executions, toRead: executions.map(idOf) };
}

function childChain({ suffix, nowMs }: Setting): WaitingFamily {
  const ids = ['order', 'shipping', 'parcel', 'carrier'].map((part) => `waiting-${part}-${suffix}`);
  const nameOf = (level: number) => `${['Order', 'Shipping', 'Parcel', 'Carrier'][level] ?? ''}${suffix}`;
  const parentOf = (level: number) => {
    const parentId = ids[level - 1];
    return parentId === undefined
      ? undefined
      : { name: nameOf(level - 1), instanceId: parentId, executionId };
  };
  const executions = ids.map((instanceId, level) =>
    execution({ instanceId, name: nameOf(level), startMs: nowMs - hourMs + level * 1_000 }, (writer) => {
      prepare(writer, nameOf(level), parentOf(level));
      const next = ids[level + 1];
      writer.turn(() => {
        if (next === undefined) writer.activity('CallCarrier');
        else writer.child(next, nameOf(level + 1));
      });
    }),
  );
  const [instanceId = ''] = ids;
  return { kind: 'children', instanceId, rule: 'awaits-child', executions, toRead: ids };
}

function lockWaiter({ suffix, nowMs }: Setting): WaitingFamily {
  const [entityId, holderId, instanceId] = [
    `@account@waiting-${suffix}`,
    `waiting-holder-${suffix}`,
    `waiting-transfer-${suffix}`,
  ];
  const name = `Transfer${suffix}`;
  const holder = execution({ instanceId: holderId, name, startMs: nowMs - hourMs }, (writer) => {
    let request = '';
    prepare(writer, name);
    writer.turn(() => (request = writer.lockAsked(entityId, holderId)));
    writer.pass(200);
    writer.turn(() => {
      writer.lockGranted(request);
      writer.activity('ConfirmTransfer');
    });
  });
  const waiter = execution({ instanceId, name, startMs: nowMs - hourMs / 2 }, (writer) => {
    prepare(writer, name);
    writer.turn(() => writer.lockAsked(entityId, instanceId));
  });
  const executions = [waiter, holder, lockedEntity(entityId, holderId, nowMs - hourMs)];
  return { kind: 'lock', instanceId, rule: 'awaits-lock', executions, toRead: [instanceId, holderId] };
}

const families: Record<WaitingKind, (setting: Setting) => WaitingFamily> = {
  event: awaitsEvent,
  activity: activityOpen,
  children: childChain,
  lock: lockWaiter,
};

/** `count` families of every kind. */
export function waitingFamilies(count: number, nowMs: number): WaitingFamily[] {
  return waitingKinds.flatMap((kind) =>
    Array.from({ length: count }, (_, place) => families[kind]({ suffix: String(place + 1), nowMs })),
  );
}
