import type { FilterTerm } from '../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../shared/domain/instance-filter/print-filter.ts';
import type { IdleGroup } from '../task-hub/instance-index.ts';
import { unchangedForMs } from './hub-verdict-facts.ts';

/** A filter of more ids or names than that is hard to read. */
const mostListed = 50;

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

function idTerm(ids: readonly string[]): FilterTerm {
  return { field: 'id', isNegated: false, path: null, patterns: ids.map((id) => [id]) };
}

/** About these instances: others in the same state may be among them. */
export function filterOfGroups(groups: readonly IdleGroup[], isOfPartition: boolean): string {
  const names = distinct(groups.map(({ name }) => name ?? ''));
  const partitions = distinct(groups.flatMap(({ partition }) => partition ?? []));
  const isPending = groups.every(({ runtimeStatus }) => runtimeStatus === 'Pending');
  const later = distinct(groups.map(({ startsLater }) => startsLater));
  const terms: FilterTerm[] = [
    { field: 'kind', isNegated: false, values: distinct(groups.map(({ kind }) => kind)) },
    { field: 'status', isNegated: false, values: distinct(groups.map(({ runtimeStatus }) => runtimeStatus)) },
    { field: 'idle', isNegated: false, from: { ms: unchangedForMs, isInclusive: true }, to: null },
  ];
  if (names.length <= mostListed)
    terms.push({ field: 'name', isNegated: false, path: null, patterns: names.map((name) => [name]) });
  if (isOfPartition) terms.push({ field: 'partition', isNegated: false, values: partitions });
  if (isPending && later.length === 1)
    terms.push({
      field: 'scheduled',
      isNegated: later[0] === false,
      from: { kind: 'ago', ms: 0, isInclusive: false },
      to: null,
    });
  return printFilter(terms);
}

/** Exactly these, unless they are too many. */
export function filterOfIds(ids: readonly string[]): string | null {
  return ids.length === 0 || ids.length > mostListed ? null : printFilter([idTerm(ids)]);
}
