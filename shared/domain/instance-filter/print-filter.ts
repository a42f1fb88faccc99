import { toShortIso } from '../instant.ts';
import type { FilterTerm, SpanBound, TextPattern, TimeBound } from './filter-term.ts';
import { printSpan } from './parse-span.ts';

function quoteUnless(isPlain: boolean, text: string): string {
  return isPlain ? text : `"${text}"`;
}

/** One value as it is typed: quotes only where it needs them. */
export function printPattern(pattern: TextPattern): string {
  const text = pattern.map((part) => part.replace(/[\\"*]/g, '\\$&')).join('*');
  return quoteUnless(/^[^\s,"]+$/.test(text), text);
}

/** With the dot before each segment. */
export function printPath(path: readonly string[] | null): string {
  const segments = (path ?? []).map(
    (segment) => `.${quoteUnless(/^[^\s.:<>="\\]+$/.test(segment), segment.replace(/[\\"]/g, '\\$&'))}`,
  );
  return segments.join('');
}

function printMoment(bound: TimeBound): string {
  if (bound.kind === 'instant') return toShortIso(bound.at);
  if (bound.ms === 0) return 'now';
  return `${bound.ms > 0 ? '-' : '+'}${printSpan(Math.abs(bound.ms))}`;
}

function printBounds<Bound extends { readonly isInclusive: boolean }>(
  from: Bound | null,
  to: Bound | null,
  print: (bound: Bound) => string,
): string {
  if (from === null && to === null) return ':*';
  if (to === null) return from === null ? '' : `${from.isInclusive ? '>=' : '>'}${print(from)}`;
  if (from === null) return `${to.isInclusive ? '<=' : '<'}${print(to)}`;
  return `:${from.isInclusive ? '' : '>'}${print(from)}..${to.isInclusive ? '<=' : ''}${print(to)}`;
}

function printBody(term: FilterTerm): string {
  switch (term.field) {
    case 'status':
    case 'kind':
    case 'partition':
      return `:${term.values.join(',').toLowerCase()}`;
    case 'created':
    case 'updated':
    case 'completed':
    case 'scheduled':
      return printBounds(term.from, term.to, printMoment);
    case 'duration':
    case 'age':
    case 'idle':
      return printBounds(term.from, term.to, (bound: SpanBound) => printSpan(bound.ms));
    default:
      return `${printPath(term.path)}:${term.patterns.map(printPattern).join(',')}`;
  }
}

/** The one way of writing a term; absolute times are in UTC. */
export function printTerm(term: FilterTerm): string {
  return `${term.isNegated ? '-' : ''}${term.field}${printBody(term)}`;
}

export function printFilter(terms: readonly FilterTerm[]): string {
  return terms.map(printTerm).join(' ');
}
