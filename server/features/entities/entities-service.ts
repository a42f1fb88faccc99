import type { EntityState, getEntity } from '../../../shared/contract/entities.ts';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { parseEntityState } from '../../../shared/domain/entity-state.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';

/** The scheduler state is parsed whole; beyond this it is only offered as text. */
const maxStateChars = 20_000_000;

function withoutState(instance: InstanceDetail, problem: string): EntityState {
  return {
    exists: instance.entity?.exists ?? false,
    stateText: null,
    stateSizeBytes: null,
    lockedBy: instance.entity?.lockedBy ?? null,
    queue: [],
    senders: [],
    problem,
  };
}

async function readState({ hub }: OpenHub, instance: InstanceDetail): Promise<EntityState> {
  if (instance.input === null) return withoutState(instance, 'The row holds no scheduler state.');
  try {
    const { text, isTruncated } = await hub.readPayload(
      instance.instanceId,
      instance.input.ref,
      maxStateChars,
    );
    if (isTruncated) return withoutState(instance, 'The scheduler state is too large to be taken apart.');
    return parseEntityState(text);
  } catch (error) {
    // A blob that is gone or broken belongs to this entity; a store that is down concerns the whole answer.
    const isOfThisEntity =
      error instanceof AppError && (error.code === 'not-found' || error.code === 'internal');
    if (!isOfThisEntity) throw error;
    return withoutState(instance, error.message);
  }
}

export async function readEntity(open: OpenHub, instanceId: string): Promise<ResultOf<typeof getEntity>> {
  const instance = await readInstance(open, instanceId);
  if (instance.kind !== 'entity') {
    throw new AppError('not-found', `"${instanceId}" is an orchestration, not an entity.`);
  }
  return { instance, state: await readState(open, instance) };
}
