import type { InstanceRow } from '../../../shared/contract/instances.ts';

/** Rows that are not among those shown, or were written again since. */
export function countChanges(shown: readonly InstanceRow[], newest: readonly InstanceRow[]): number {
  const versions = new Map(shown.map((row) => [row.instanceId, row.rowVersion]));
  return newest.filter((row) => versions.get(row.instanceId) !== row.rowVersion).length;
}
