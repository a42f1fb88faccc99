import type { FilterProblem, FilterTerm } from './filter-term.ts';
import { parseTerm } from './parse-term.ts';
import { scanTerms } from './scan-terms.ts';

interface ParsedTerm {
  readonly term: FilterTerm;
  /** UTF-16 positions in the text. */
  readonly start: number;
  readonly end: number;
}

export interface ParsedFilter {
  readonly terms: readonly ParsedTerm[];
  readonly problems: readonly FilterProblem[];
}

/** Reads what it can: what is not understood is a problem, the rest counts. `zone` is for times that name none. */
export function parseFilter(text: string, zone: string): ParsedFilter {
  const terms: ParsedTerm[] = [];
  const problems: FilterProblem[] = [];
  for (const scanned of scanTerms(text)) {
    const result = parseTerm(scanned, zone);
    if ('message' in result) problems.push(result);
    else terms.push({ term: result, start: scanned.start, end: scanned.end });
  }
  return { terms, problems };
}
