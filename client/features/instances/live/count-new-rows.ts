import type { InstanceRow } from '../../../../shared/contract/instances.ts';

interface Shown {
  readonly ids: ReadonlySet<string>;
  readonly total: number;
}

interface Newest {
  readonly rows: readonly InstanceRow[];
  readonly total: number;
}

/**
 * Rows a refresh would bring. Those on the newest first page above a row that is shown came or moved up; below it there may be
 * rows that moved up because others went. Rows that came further down only show in the total.
 */
export function countNewRows(shown: Shown, newest: Newest): number {
  const lastShown = newest.rows.findLastIndex(({ instanceId }) => shown.ids.has(instanceId));
  const isWhole = newest.rows.length === newest.total || lastShown < 0;
  const certain = isWhole ? newest.rows : newest.rows.slice(0, lastShown);
  const came = certain.filter(({ instanceId }) => !shown.ids.has(instanceId)).length;
  return Math.max(came, newest.total - shown.total);
}
