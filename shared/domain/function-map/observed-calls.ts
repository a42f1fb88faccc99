import type { ExecutionModel, Step } from '../execution/execution-model.ts';
import { parseEntityId } from '../instance-id.ts';
import type { CallKind, FunctionRef } from './function-ref.ts';

export interface ObservedCall {
  readonly other: FunctionRef;
  readonly kind: CallKind;
  readonly step: Step;
}

function entityOf(instanceId: string | null): FunctionRef | null {
  const entity = instanceId === null ? null : parseEntityId(instanceId);
  return entity === null || entity.name === '' ? null : { kind: 'entity', name: entity.name };
}

function named(kind: FunctionRef['kind'], name: string | null): FunctionRef | null {
  return name === null || name === '' ? null : { kind, name };
}

/** A lock asks for several entities; two of one name are one function. */
function lockedOf({ lockSet }: Step): FunctionRef[] {
  const byName = new Map<string, FunctionRef>();
  for (const instanceId of lockSet) {
    const entity = entityOf(instanceId);
    if (entity !== null) byName.set(entity.name.toLowerCase(), entity);
  }
  return [...byName.values()];
}

/** `null` = the step is none: a timer, or going on as new. */
function othersOf(step: Step): (FunctionRef | null)[] | null {
  switch (step.kind) {
    case 'activity':
      return [named('activity', step.name)];
    case 'sub-orchestration':
      return [named('orchestrator', step.name)];
    case 'entity-call':
    case 'entity-signal':
      return [entityOf(step.instanceId)];
    case 'entity-lock':
      return lockedOf(step);
    case 'event-sent':
    case 'external-event':
      return [named('event', step.name)];
    case 'timer':
    case 'continue-as-new':
      return null;
  }
}

/** Every function that the orchestrator had to do with, once a call; `unnamed` steps do not say with which. */
export function observedCalls({ steps }: ExecutionModel): { calls: ObservedCall[]; unnamed: number } {
  const calls: ObservedCall[] = [];
  let unnamed = 0;
  for (const step of steps) {
    const others = othersOf(step);
    if (others === null || step.kind === 'timer' || step.kind === 'continue-as-new') continue;
    const known = others.flatMap((other) => other ?? []);
    if (known.length === 0) unnamed += 1;
    for (const other of known) calls.push({ other, kind: step.kind, step });
  }
  return { calls, unnamed };
}
