import type { Coverage } from '../../shared/contract/coverage.ts';
import type { FeedSnapshot } from './hub-changes.ts';

interface Answer {
  readonly coverage: Coverage;
  /** By the clock of this page. */
  readonly readAtMs: number;
}

/**
 * How fresh an answer is by now: while nothing changed since it was read, it is as fresh as the index itself; otherwise
 * it is as old as it is.
 */
export function coverageNow(answer: Answer, feed: FeedSnapshot): Coverage {
  const { connection, coverage, changedAtMs } = feed;
  if (connection !== 'open' || coverage === null || changedAtMs === null) return answer.coverage;
  return changedAtMs <= answer.readAtMs ? coverage : answer.coverage;
}
