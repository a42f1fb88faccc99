import type { HubVerdict, StuckGroup } from '../../../shared/contract/diagnosis.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';

export function stuckHeading(stuck: readonly StuckGroup[]): string {
  if (stuck.length === 0) return 'Stuck instances';
  const isEstimate = stuck.some(({ count, estimate }) => estimate !== null && estimate > count);
  const count = stuck.reduce((sum, group) => sum + (group.estimate ?? group.count), 0);
  const causes = plural(stuck.length, 'cause');
  return `${isEstimate ? 'About ' : ''}${plural(count, 'instance')} stuck, by ${causes}`;
}

/** What stands behind the groups, and what was left out. */
export function describeExamination(verdict: HubVerdict): string {
  const { candidates, explained, examined, unchangedForMs } = verdict;
  const whileWords = formatDuration(unchangedForMs);
  if (candidates === 0) return `Every instance that has not ended has changed within ${whileWords}.`;
  const rest = candidates - explained;
  const first = `${plural(candidates, 'instance has', 'instances have')} not ended and did not change for ${whileWords}.`;
  const byRow = explained === 0 ? '' : ` The rows and queues of ${formatCount(explained)} tell why.`;
  if (rest === 0) return first + byRow;
  const others = explained === 0 ? '' : ' others';
  const close =
    examined >= rest
      ? ` All ${formatCount(rest)}${others} were looked at closely.`
      : ` Of the ${formatCount(rest)}${others}, ${formatCount(examined)} were looked at closely, spread over names and ages.`;
  return first + byRow + close;
}
