import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { jobBounds, type JobTarget } from '../../../shared/contract/jobs.ts';
import { printTerm } from '../../../shared/domain/instance-filter/print-filter.ts';
import { AppError } from '../../errors.ts';
import type { InstanceIndex, RowSnapshot } from '../../task-hub/instance-index.ts';

function filterOf(target: JobTarget): string {
  if (target.kind === 'filter') return target.q;
  const patterns = target.instanceIds.map((id) => [id]);
  return printTerm({ field: 'id', isNegated: false, path: null, patterns });
}

/** What the index knows of the target, the oldest first, as of one moment. */
async function snapshotOf(index: InstanceIndex, target: JobTarget): Promise<RowSnapshot> {
  const snapshot = await index.snapshot({ q: filterOf(target), sort: 'createdAt', order: 'asc' });
  if (snapshot.total <= jobBounds.items) return snapshot;
  await snapshot.pages[Symbol.asyncIterator]().return?.();
  const [found, most] = [snapshot.total, jobBounds.items].map((count) => count.toLocaleString('en-US'));
  throw new AppError(
    'action-refused',
    `${found} instances match, and one batch job takes at most ${most}. Narrow the filter.`,
  );
}

/** The rows of a target in pages. */
export async function* rowsOf(
  index: InstanceIndex,
  target: JobTarget,
): AsyncGenerator<readonly InstanceRow[]> {
  const { pages } = await snapshotOf(index, target);
  yield* pages;
}

/** Every instance of the target once. Ids that were given are taken as they are: the index may be behind. */
export async function idsOf(index: InstanceIndex, target: JobTarget): Promise<string[]> {
  if (target.kind === 'ids') return [...new Set(target.instanceIds)];
  const ids: string[] = [];
  for await (const page of rowsOf(index, target)) for (const { instanceId } of page) ids.push(instanceId);
  return ids;
}
