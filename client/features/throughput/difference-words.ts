import { formatCount } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';

/** Of a change against what was before; changes below half a percent are said as such. */
function percentWords(now: number, before: number): string {
  const percent = Math.abs(((now - before) / before) * 100);
  const size = percent < 0.5 ? 'less than 1' : formatCount(Math.round(percent));
  return `${size} %`;
}

/** How a count differs from that of the window before; `null` before = nothing is known. */
export function countDifference(now: number, before: number | null): string {
  if (before === null) return 'No data that old';
  if (now === before) return now === 0 ? 'None before either' : 'As many as before';
  if (before === 0) return 'None before';
  const direction = now > before ? 'more' : 'fewer';
  return `${formatCount(Math.abs(now - before))} ${direction} (${percentWords(now, before)}) than the ${formatCount(before)} before`;
}

/** How a duration differs; `undefined` before = no data, `null` = nothing ended. */
export function durationDifference(nowMs: number | null, beforeMs: number | null | undefined): string {
  if (beforeMs === undefined) return 'No data that old';
  if (beforeMs === null) return 'Nothing ended before';
  if (nowMs === null) return `${formatDuration(beforeMs)} before`;
  if (formatDuration(nowMs) === formatDuration(beforeMs)) return 'As long as before';
  const direction = nowMs > beforeMs ? 'longer' : 'shorter';
  const size = beforeMs === 0 ? '' : `${percentWords(nowMs, beforeMs)} `;
  return `${size}${direction} than ${formatDuration(beforeMs)} before`;
}
