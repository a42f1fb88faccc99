import {
  spanFields,
  timeFields,
  type FilterField,
  type FilterTerm,
  type TextField,
} from '../../../../../shared/domain/instance-filter/filter-term.ts';

const hourMs = 3_600_000;

/** Where an editor starts from; it is no filter before something is chosen. */
export function makeTerm(field: FilterField): FilterTerm {
  if (field === 'status' || field === 'kind' || field === 'partition')
    return { isNegated: false, field, values: [] };
  const timeField = timeFields.find((one) => one === field);
  if (timeField !== undefined)
    return {
      isNegated: false,
      field: timeField,
      from: { kind: 'ago', ms: hourMs, isInclusive: true },
      to: null,
    };
  const spanField = spanFields.find((one) => one === field);
  if (spanField !== undefined)
    return { isNegated: false, field: spanField, from: { ms: hourMs, isInclusive: false }, to: null };
  return makeTextTerm(field as TextField);
}

function makeTextTerm(field: TextField): FilterTerm {
  return { isNegated: false, field, path: null, patterns: [] };
}

/** Whether a term says anything; a time or length without bounds asks for any. */
export function isTermComplete(term: FilterTerm): boolean {
  if ('values' in term) return term.values.length > 0;
  return !('patterns' in term) || term.patterns.length > 0;
}
