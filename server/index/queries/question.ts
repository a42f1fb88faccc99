import type { FilterTerm } from '../../../shared/domain/instance-filter/filter-term.ts';
import { parseFilter } from '../../../shared/domain/instance-filter/parse-filter.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { AppError } from '../../errors.ts';

export interface Question {
  readonly terms: readonly FilterTerm[];
  /** What relative times are reckoned from. */
  readonly now: Instant;
}

export function readQuestion(q: string, now: Instant): Question {
  const { terms, problems } = parseFilter(q, 'UTC');
  const [problem] = problems;
  if (problem) {
    throw new AppError(
      'invalid-request',
      `The filter is not understood at character ${problem.start + 1}: ${problem.message}`,
    );
  }
  return { terms: terms.map(({ term }) => term), now };
}
