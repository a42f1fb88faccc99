import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from './open-hub.ts';

/** Reads the row from storage and lets the index have what was found, even that it is gone. */
export async function findInstance(open: OpenHub, instanceId: string): Promise<InstanceDetail | null> {
  const found = await open.hub.getInstance(instanceId);
  open.correctIndex(instanceId, found);
  return found;
}

/** As `findInstance`, and `not-found` when there is no row. */
export async function readInstance(open: OpenHub, instanceId: string): Promise<InstanceDetail> {
  const found = await findInstance(open, instanceId);
  if (found !== null) return found;
  throw new AppError('not-found', `The task hub ${open.hub.ref.name} has no instance "${instanceId}".`);
}
