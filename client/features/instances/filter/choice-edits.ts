import type { FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { replaceFields } from '../../../../shared/domain/instance-filter/edit-filter.ts';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { statusOrder } from '../../../components/runtime-status-look.ts';

/** Fields whose values are picked from a counted list; `''` picks rows without a value. */
export const choiceFields = [
  'status',
  'kind',
  'partition',
  'name',
  'version',
  'entity',
  'fingerprint',
] as const;
export type ChoiceField = (typeof choiceFields)[number];

export interface Choice {
  readonly included: readonly string[];
  readonly excluded: readonly string[];
}

export type ChoiceAction = 'only' | 'add' | 'exclude' | 'remove';

function isTermOn(field: ChoiceField): (term: FilterTerm) => boolean {
  return (term) => term.field === field;
}

/** The values a term names one by one; patterns with `*` are none. */
export function valuesOf(term: FilterTerm): string[] {
  switch (term.field) {
    case 'status':
    case 'kind':
      return [...term.values];
    case 'partition':
      return term.values.map(String);
    default:
      return 'patterns' in term
        ? term.patterns.flatMap((parts) => (parts.length === 1 ? [parts[0] ?? ''] : []))
        : [];
  }
}

export function makeChoiceTerm(
  field: ChoiceField,
  values: readonly string[],
  isNegated: boolean,
): FilterTerm {
  switch (field) {
    case 'status':
      return { isNegated, field, values: statusOrder.filter((status) => values.includes(status)) };
    case 'kind':
      return {
        isNegated,
        field,
        values: (['orchestration', 'entity'] as const).filter((kind) => values.includes(kind)),
      };
    case 'partition':
      return { isNegated, field, values: values.map(Number) };
    default:
      return { isNegated, field, path: null, patterns: values.map((value) => [value]) };
  }
}

/** The term with other single values and the same patterns with `*`; `null` when nothing is left of it. */
function withValues(term: FilterTerm, field: ChoiceField, values: readonly string[]): FilterTerm | null {
  const changed = makeChoiceTerm(field, values, term.isNegated);
  if ('patterns' in term && 'patterns' in changed) {
    const patterns = [...term.patterns.filter((parts) => parts.length > 1), ...changed.patterns];
    return patterns.length === 0 ? null : { ...changed, patterns };
  }
  return values.length === 0 ? null : changed;
}

export function choiceIn(terms: readonly FilterTerm[], field: ChoiceField): Choice {
  const own = terms.filter(isTermOn(field));
  return {
    included: own.filter((term) => !term.isNegated).flatMap(valuesOf),
    excluded: own.filter((term) => term.isNegated).flatMap(valuesOf),
  };
}

/** Adds to the first of the terms, or makes one. */
function extended(terms: FilterTerm[], field: ChoiceField, value: string, isNegated: boolean): FilterTerm[] {
  const [first, ...rest] = terms;
  const wider = first && withValues(first, field, [...valuesOf(first), value]);
  return [wider ?? makeChoiceTerm(field, [value], isNegated), ...rest];
}

interface ChoiceChange {
  readonly field: ChoiceField;
  readonly value: string;
  readonly action: ChoiceAction;
}

export function editChoice(text: string, zone: string, { field, value, action }: ChoiceChange): string {
  if (action === 'only') return replaceFields(text, zone, [field], [makeChoiceTerm(field, [value], false)]);
  const own = parseFilter(text, zone)
    .terms.map(({ term }) => term)
    .filter(isTermOn(field));
  const others = own.flatMap((term) => {
    const values = valuesOf(term);
    if (!values.includes(value)) return [term];
    return (
      withValues(
        term,
        field,
        values.filter((one) => one !== value),
      ) ?? []
    );
  });
  const included = others.filter((term) => !term.isNegated);
  const excluded = others.filter((term) => term.isNegated);
  return replaceFields(
    text,
    zone,
    [field],
    [
      ...(action === 'add' ? extended(included, field, value, false) : included),
      ...(action === 'exclude' ? extended(excluded, field, value, true) : excluded),
    ],
  );
}
