import type { HubVerdict } from '../../../shared/contract/diagnosis.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';

/** What leaves the hub healthy is tried again or waits for longer than usual: neither is stuck for certain. */
export function stuckHeading({ health, stuck }: Pick<HubVerdict, 'health' | 'stuck'>): string {
  if (stuck.length === 0) return 'Stuck instances';
  const isEstimate = stuck.some(({ count, estimate }) => estimate !== null && estimate > count);
  const count = stuck.reduce((sum, group) => sum + (group.estimate ?? group.count), 0);
  const causes = plural(stuck.length, 'cause');
  const what = health === 'healthy' ? 'worth a look' : 'stuck';
  return `${isEstimate ? 'About ' : ''}${plural(count, 'instance')} ${what}, by ${causes}`;
}

function closeLook(rest: number, examined: number, hasOthers: boolean): string {
  if (rest === 1 && examined > 0) return ` ${hasOthers ? 'The other one' : 'It'} was looked at closely.`;
  const others = `${formatCount(rest)}${hasOthers ? ' others' : ''}`;
  if (examined >= rest) return ` All ${others} were looked at closely.`;
  if (examined === 0) return ` None of the ${others} could be looked at closely.`;
  const were = examined === 1 ? 'was' : 'were';
  return ` Of the ${others}, ${formatCount(examined)} ${were} looked at closely, spread over names and ages.`;
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
  return first + byRow + closeLook(rest, examined, explained > 0);
}
