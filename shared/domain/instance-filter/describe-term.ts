import type { Instant } from '../instant.ts';
import type { FilterField, FilterTerm, SpanBound, TextField, TextPattern, TimeBound } from './filter-term.ts';
import { printSpan } from './parse-span.ts';

export interface TermWords {
  readonly field: string;
  readonly relation: string;
  /** Empty when the relation says it all. */
  readonly value: string;
}

export const fieldWords = {
  status: 'Status',
  kind: 'Kind',
  partition: 'Partition',
  id: 'Id',
  name: 'Name',
  version: 'Version',
  custom: 'Custom status',
  failure: 'Failure',
  fingerprint: 'Failure group',
  tag: 'Tag',
  parent: 'Parent',
  entity: 'Entity',
  key: 'Entity key',
  created: 'Created',
  updated: 'Updated',
  completed: 'Completed',
  scheduled: 'Scheduled',
  duration: 'Duration',
  age: 'Age',
  idle: 'Idle',
} as const satisfies Record<FilterField, string>;

/** A chip names this many values and counts the others. */
const namedValues = 3;

function list(values: readonly (string | number)[]): string {
  const others = values.length - namedValues;
  // Naming the last one takes no more room than counting it.
  if (others <= 1) return values.join(', ');
  return `${values.slice(0, namedValues).join(', ')} and ${others} more`;
}

function describeChoice(values: readonly (string | number)[], isNegated: boolean): Omit<TermWords, 'field'> {
  const [one, several] = isNegated ? ['is not', 'is none of'] : ['is', 'is one of'];
  return { relation: values.length === 1 ? one : several, value: list(values) };
}

const relations = {
  any: ['has a value', 'has no value'],
  none: ['has no value', 'has a value'],
  exact: ['is', 'is not'],
  contains: ['contains', 'does not contain'],
  start: ['starts with', 'does not start with'],
  end: ['ends with', 'does not end with'],
  pattern: ['matches', 'does not match'],
} as const;

function kindOfPattern(pattern: TextPattern, isSearch: boolean): keyof typeof relations {
  if (pattern.every((part) => part === '')) return pattern.length === 1 ? 'none' : 'any';
  if (pattern.length === 1) return isSearch ? 'contains' : 'exact';
  const inner = pattern.filter((part) => part !== '');
  if (inner.length > 1) return 'pattern';
  if (isSearch || pattern.length === 3) return 'contains';
  return pattern[0] === '' ? 'end' : 'start';
}

function showPattern(pattern: TextPattern): string {
  return pattern.length === 1 && pattern[0] === '' ? 'no value' : pattern.join('*');
}

function describePatterns(patterns: readonly TextPattern[], isSearch: boolean, isNegated: boolean) {
  const [first, ...others] = patterns;
  if (first !== undefined && others.length === 0) {
    const kind = kindOfPattern(first, isSearch);
    const literal = kind === 'pattern' ? first.join('*') : first.join('');
    return { relation: relations[kind][isNegated ? 1 : 0], value: literal };
  }
  const isExact = patterns.every((pattern) => pattern.length === 1) && !isSearch;
  if (isExact) return describeChoice(patterns.map(showPattern), isNegated);
  return {
    relation: isNegated ? 'matches none of' : 'matches one of',
    value: list(patterns.map(showPattern)),
  };
}

interface BoundWords {
  readonly more: string;
  readonly least: string;
  readonly less: string;
  readonly most: string;
}

const timeWords: BoundWords = { more: 'after', least: 'at or after', less: 'before', most: 'at or before' };
const spanWords: BoundWords = { more: 'more than', least: 'at least', less: 'less than', most: 'at most' };

function describeRange<Bound extends { readonly isInclusive: boolean }>(
  { isNegated, from, to }: { isNegated: boolean; from: Bound | null; to: Bound | null },
  words: BoundWords,
  show: (bound: Bound) => string,
): Omit<TermWords, 'field'> {
  const not = isNegated ? 'not ' : '';
  if (from !== null && to !== null)
    return { relation: `${not}between`, value: `${show(from)} and ${show(to)}` };
  if (from !== null)
    return { relation: `${not}${from.isInclusive ? words.least : words.more}`, value: show(from) };
  if (to !== null) return { relation: `${not}${to.isInclusive ? words.most : words.less}`, value: show(to) };
  return { relation: relations.any[isNegated ? 1 : 0], value: '' };
}

function showMoment(bound: TimeBound, formatInstant: (instant: Instant) => string): string {
  if (bound.kind === 'instant') return formatInstant(bound.at);
  if (bound.ms === 0) return 'now';
  return bound.ms > 0 ? `${printSpan(bound.ms)} ago` : `in ${printSpan(-bound.ms)}`;
}

function labelOf(field: TextField, path: readonly string[] | null): string {
  return path === null ? fieldWords[field] : `${fieldWords[field]} ${path.join('.')}`;
}

/** A term in words; `formatInstant` writes absolute times for whoever reads them. */
export function describeTerm(term: FilterTerm, formatInstant: (instant: Instant) => string): TermWords {
  switch (term.field) {
    case 'status':
    case 'kind':
    case 'partition':
      return { field: fieldWords[term.field], ...describeChoice(term.values, term.isNegated) };
    case 'created':
    case 'updated':
    case 'completed':
    case 'scheduled': {
      const show = (bound: TimeBound) => showMoment(bound, formatInstant);
      return { field: fieldWords[term.field], ...describeRange(term, timeWords, show) };
    }
    case 'duration':
    case 'age':
    case 'idle': {
      const show = (bound: SpanBound) => printSpan(bound.ms);
      return { field: fieldWords[term.field], ...describeRange(term, spanWords, show) };
    }
    default: {
      const isSearch = term.field === 'failure' || (term.field === 'custom' && term.path === null);
      const words = describePatterns(term.patterns, isSearch, term.isNegated);
      return { field: labelOf(term.field, term.path), ...words };
    }
  }
}
