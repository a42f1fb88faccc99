import type { FilterTerm } from '../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../shared/domain/instance-filter/print-filter.ts';
import { isTerminal, runtimeStatuses, type RuntimeStatus } from '../../shared/domain/runtime-status.ts';

export const openStatuses: readonly RuntimeStatus[] = runtimeStatuses.filter((status) => !isTerminal(status));
/** Those that have a history: the others wait for their first turn. */
export const startedStatuses = openStatuses.filter((status) => status !== 'Pending');
export const endedStatuses = runtimeStatuses.filter((status) => isTerminal(status) && status !== 'Failed');

export function textTerm(field: 'name' | 'version' | 'id', values: readonly string[]): FilterTerm {
  return { field, isNegated: false, path: null, patterns: values.map((value) => [value]) };
}

export function statusTerm(values: readonly RuntimeStatus[]): FilterTerm {
  return { field: 'status', isNegated: false, values };
}

const orchestrations: FilterTerm = { field: 'kind', isNegated: false, values: ['orchestration'] };
const entities: FilterTerm = { field: 'kind', isNegated: false, values: ['entity'] };

export function orchestrationsText(...terms: readonly FilterTerm[]): string {
  return printFilter([orchestrations, ...terms]);
}

export function entitiesText(...terms: readonly FilterTerm[]): string {
  return printFilter([entities, ...terms]);
}
