import type { OpenCount } from '../../../../shared/contract/gate.ts';
import type { FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../../shared/domain/instance-filter/print-filter.ts';
import { isTerminal, runtimeStatuses, type RuntimeStatus } from '../../../../shared/domain/runtime-status.ts';

export interface VersionRow {
  readonly name: string | null;
  /** Empty = none. */
  readonly version: string;
  readonly total: number;
  readonly byStatus: ReadonlyMap<RuntimeStatus, number>;
  /** The list of them. */
  readonly q: string;
}

const openStatuses = runtimeStatuses.filter((status) => !isTerminal(status));

function filterOf(name: string | null, version: string): string {
  const text = (field: 'name' | 'version', value: string): FilterTerm => ({
    field,
    isNegated: false,
    path: null,
    patterns: [[value]],
  });
  return printFilter([
    { field: 'kind', isNegated: false, values: ['orchestration'] },
    { field: 'status', isNegated: false, values: openStatuses },
    text('name', name ?? ''),
    text('version', version),
  ]);
}

/** One row for each name and version; the names with the most instances first, and a name's versions together. */
export function versionRows(groups: readonly OpenCount[]): VersionRow[] {
  const rows = new Map<
    string,
    { name: string | null; version: string; byStatus: Map<RuntimeStatus, number> }
  >();
  const ofName = new Map<string | null, number>();
  for (const { name, version, status, count } of groups) {
    const key = JSON.stringify([name, version ?? '']);
    const row = rows.get(key) ?? { name, version: version ?? '', byStatus: new Map<RuntimeStatus, number>() };
    row.byStatus.set(status, (row.byStatus.get(status) ?? 0) + count);
    rows.set(key, row);
    ofName.set(name, (ofName.get(name) ?? 0) + count);
  }
  return [...rows.values()]
    .map((row) => ({
      ...row,
      total: [...row.byStatus.values()].reduce((sum, count) => sum + count, 0),
      q: filterOf(row.name, row.version),
    }))
    .sort(
      (one, other) =>
        (ofName.get(other.name) ?? 0) - (ofName.get(one.name) ?? 0) ||
        (one.name ?? '').localeCompare(other.name ?? '') ||
        one.version.localeCompare(other.version, undefined, { numeric: true }),
    );
}
