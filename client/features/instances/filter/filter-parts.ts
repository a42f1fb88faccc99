import type { FilterProblem, FilterTerm } from '../../../../shared/domain/instance-filter/filter-term.ts';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { scanTerms } from '../../../../shared/domain/instance-filter/scan-terms.ts';

interface Place {
  /** UTF-16 positions in the filter text. */
  readonly start: number;
  readonly end: number;
}

export interface TermPart extends Place {
  readonly kind: 'term';
  readonly term: FilterTerm;
  /** Of the term among the understood ones. */
  readonly index: number;
}

interface ProblemPart extends Place {
  readonly kind: 'problem';
  /** As typed. */
  readonly text: string;
  readonly problem: FilterProblem;
}

export type FilterPart = TermPart | ProblemPart;

/** A filter text as the chips that stand for it, in order. */
export function partsOf(text: string, zone: string): FilterPart[] {
  const { terms, problems } = parseFilter(text, zone);
  const understood = new Map(terms.map(({ term, start }, index) => [start, { term, index }]));
  return scanTerms(text).flatMap(({ start, end }): FilterPart[] => {
    const known = understood.get(start);
    if (known !== undefined) return [{ kind: 'term', start, end, ...known }];
    const problem = problems.find((one) => one.start >= start && one.start <= end);
    return problem ? [{ kind: 'problem', start, end, text: text.slice(start, end), problem }] : [];
  });
}

/** Takes one part out, whether it was understood or not. */
export function withoutPart(text: string, { start, end }: Place): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}

/** Nothing is missing and nothing is wrong, so that what is typed can become chips. */
export function isComplete(text: string, zone: string): boolean {
  const { terms, problems } = parseFilter(text, zone);
  return terms.length > 0 && problems.length === 0;
}

/** More text behind the terms; an unclosed quote would swallow it, so it stands before that. */
export function withText(text: string, added: string): string {
  const open = scanTerms(text).find(({ openQuoteAt }) => openQuoteAt !== null);
  const at = open?.start ?? text.length;
  return `${text.slice(0, at)} ${added.trim()} ${text.slice(at)}`.trim();
}
