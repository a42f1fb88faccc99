import type { LockFacts } from '../../shared/domain/diagnosis/facts.ts';
import { parseEntityState } from '../../shared/domain/entity-state.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import type { Wait } from '../../shared/domain/execution/wait.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

const maxEntities = 10;
/** Beyond it, the summary in the row has to do. */
const maxStateBytes = 200_000;

/** Entities that the instance waits for, to be locked by it or to answer. */
export function awaitedEntities(model: ExecutionModel, waits: readonly Wait[]): string[] {
  const ids = waits.flatMap(({ kind, stepId, instanceId }) => {
    const step = model.steps[model.stepOfRow.get(stepId ?? '') ?? -1];
    if (kind === 'entity-lock' && step !== undefined && step.lockSet.length > 0) return step.lockSet;
    return (kind === 'entity-lock' || kind === 'entity-call') && instanceId !== null ? [instanceId] : [];
  });
  return [...new Set(ids)].slice(0, maxEntities);
}

/** The row's summary names the holder where the engine writes one; the scheduler state always does. */
async function lockOf({ hub }: OpenHub, entity: InstanceDetail): Promise<Omit<LockFacts, 'heldSince'>> {
  const { instanceId: entityId, entity: summary, input } = entity;
  const told = { entityId, heldBy: summary?.lockedBy ?? null, queueSize: summary?.queueSize ?? null };
  const isSmall = (input?.sizeBytes ?? input?.storedBytes ?? Infinity) <= maxStateBytes;
  if (told.heldBy !== null || input === null || !isSmall) return told;
  const { text, isTruncated } = await hub.readPayload(entityId, input.ref, maxStateBytes);
  const state = isTruncated ? null : parseEntityState(text);
  if (state === null || state.problem !== null) return told;
  return { entityId, heldBy: state.lockedBy, queueSize: state.queue.length };
}

/** One that does not exist yet is free. */
export async function readLock(open: OpenHub, entityId: string): Promise<Omit<LockFacts, 'heldSince'>> {
  const entity = await open.hub.getInstance(entityId);
  return entity === null ? { entityId, heldBy: null, queueSize: null } : lockOf(open, entity);
}

/** When the holder got the lock that it still holds. */
export function heldSince(holder: ExecutionModel, entityId: string): string | null {
  const lock = holder.steps.findLast(
    ({ kind, lockSet, startedAt, finishedAt }) =>
      kind === 'entity-lock' && lockSet.includes(entityId) && startedAt !== null && finishedAt === null,
  );
  return lock?.startedAt ?? null;
}
