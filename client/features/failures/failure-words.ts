import { instantToMs } from '../../../shared/domain/instant.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatMoment } from '../../lib/format-moment.ts';
import type { TimeZone } from '../../lib/format-instant.ts';
import type { FailuresAnswer } from './failure-queries.ts';

/** The sparkline in words. */
export function describeTrend(
  counts: readonly number[],
  { from, stepMs }: Pick<FailuresAnswer, 'from' | 'stepMs'>,
  timeZone: TimeZone,
): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (from === null || total === 0) return 'No failure with a time';
  const highest = Math.max(...counts);
  const busiest = instantToMs(from) + counts.indexOf(highest) * stepMs;
  const hit = counts.filter((count) => count > 0).length;
  const most = `at most ${formatCount(highest)}, from ${formatMoment(busiest, timeZone, stepMs)}`;
  return `${plural(total, 'failure')} in ${hit} of ${plural(counts.length, 'step')}; ${most}`;
}

const shownNames = 2;

/** `a, b, c and 2 more`. */
export function joinNames(names: readonly string[]): string {
  const rest = names.length - shownNames;
  const shown = names.slice(0, shownNames).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
