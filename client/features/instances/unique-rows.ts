import type { InstanceRow } from '../../../shared/contract/instances.ts';

/** A row that moved while pages were read can be on two of them; it is shown where it was met first. */
export function uniqueRows(rows: readonly InstanceRow[]): InstanceRow[] {
  const byId = new Map<string, InstanceRow>();
  for (const row of rows) if (!byId.has(row.instanceId)) byId.set(row.instanceId, row);
  return [...byId.values()];
}
