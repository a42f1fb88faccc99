import type { Parameters } from './parameters.ts';
import { isPresent, wasThereAt } from './revision-sql.ts';
import type { Ask, RowSource } from './row-source.ts';
import { hasChangedSince } from './totals.ts';

/** Up to here, telling of each row whether it was there takes less time than asking whether any has changed. */
const mostForRevision = 200_000;

/** Which versions of rows there were: at the latest revision just the present ones, unless changes are seen that came after it. */
export async function momentOf(
  rows: RowSource,
  ask: Ask,
  revision: number,
): Promise<(parameters: Parameters) => string> {
  const atRevision = (parameters: Parameters) => wasThereAt(revision, parameters);
  if (revision !== rows.revision || rows.rowCount <= mostForRevision) return atRevision;
  return (await hasChangedSince(ask, revision)) ? atRevision : () => isPresent;
}
