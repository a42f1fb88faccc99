import { replaceFields } from '../../../shared/domain/instance-filter/edit-filter.ts';
import type { FilterTerm, TimeField } from '../../../shared/domain/instance-filter/filter-term.ts';
import { parseFilter } from '../../../shared/domain/instance-filter/parse-filter.ts';
import { msToInstant } from '../../../shared/domain/instant.ts';
import type { RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import type { TimeWindow } from '../../lib/time-window.ts';
import type { Outcome } from './throughput-search.ts';

const statusOf = {
  completed: 'Completed',
  failed: 'Failed',
  terminated: 'Terminated',
} as const satisfies Partial<Record<Outcome, RuntimeStatus>>;

function timeTerm(field: TimeField, { fromMs, toMs }: TimeWindow): FilterTerm {
  return {
    field,
    isNegated: false,
    from: { kind: 'instant', at: msToInstant(fromMs), isInclusive: true },
    to: { kind: 'instant', at: msToInstant(toMs), isInclusive: false },
  };
}

function termsOf(window: TimeWindow, outcome: Outcome): FilterTerm[] {
  if (outcome === 'started') return [timeTerm('created', window)];
  return [{ field: 'status', isNegated: false, values: [statusOf[outcome]] }, timeTerm('completed', window)];
}

interface CountedInstances {
  /** Filter text of the page. */
  readonly q: string;
  readonly zone: string;
  readonly window: TimeWindow;
  readonly outcome: Outcome;
  /** Only the instances of this name. */
  readonly name?: string | null;
}

/** The filter that lists exactly the instances a number counts: terms are added, so that those there are still hold. */
export function stepFilter({ q, zone, window, outcome, name = null }: CountedInstances): string {
  const isKindSaid = parseFilter(q, zone).terms.some(({ term }) => term.field === 'kind' && !term.isNegated);
  const terms: FilterTerm[] = [
    ...(isKindSaid ? [] : [{ field: 'kind', isNegated: false, values: ['orchestration'] } as const]),
    ...(name === null ? [] : [{ field: 'name', isNegated: false, path: null, patterns: [[name]] } as const]),
    ...termsOf(window, outcome),
  ];
  return replaceFields(q, zone, [], terms);
}

/** The window as part of the filter, in place of the one there may be. */
export function windowFilter(q: string, zone: string, window: TimeWindow): string {
  return replaceFields(q, zone, ['created'], [timeTerm('created', window)]);
}
