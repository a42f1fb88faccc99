import type { FilterTerm } from '../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import type { FunctionRef } from '../../../shared/domain/function-map/function-ref.ts';

function textTerm(field: 'name' | 'failure' | 'entity', text: string): FilterTerm {
  return { field, isNegated: false, path: null, patterns: [[text]] };
}

const orchestrations: FilterTerm = { field: 'kind', isNegated: false, values: ['orchestration'] };
const failed: FilterTerm = { field: 'status', isNegated: false, values: ['Failed'] };

/** The instances that bear the name; `null` = an activity or event has none. */
export function instancesFilter({ kind, name }: FunctionRef): string | null {
  if (kind === 'orchestrator') return printFilter([orchestrations, textTerm('name', name)]);
  return kind === 'entity' ? printFilter([textTerm('entity', name)]) : null;
}

/** Instances that failed: of the orchestrator, or with a failure that names the function. */
export function failuresFilter({ kind, name }: FunctionRef): string | null {
  if (kind === 'orchestrator') return printFilter([failed, orchestrations, textTerm('name', name)]);
  return kind === 'activity' ? printFilter([failed, textTerm('failure', name)]) : null;
}
