import type { Outcomes, ThroughputSeries } from '../../../shared/contract/throughput.ts';
import { plural, formatCount } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { formatMoment } from '../../lib/format-moment.ts';
import { outcomeLooks } from './outcome-look.ts';
import { outcomes } from './throughput-search.ts';
import type { ChartStep } from './throughput-steps.ts';

/** `12 started, 10 completed, 1 failed`, without what did not happen. */
export function outcomeWords(totals: Outcomes): string {
  if (isNothing(totals)) return 'nothing started or ended';
  return outcomes
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => `${formatCount(totals[outcome])} ${outcomeLooks[outcome].label.toLowerCase()}`)
    .join(', ');
}

export function isNothing(totals: Outcomes): boolean {
  return outcomes.every((outcome) => totals[outcome] === 0);
}

function gapWords(steps: readonly ChartStep[], timeZone: string): string[] {
  const known = steps.filter(({ counts }) => counts !== null);
  const first = known.at(0);
  const stepMs = first === undefined ? 0 : first.toMs - first.fromMs;
  return [
    ...(first !== undefined && first.place > 0
      ? [`Nothing is known before ${formatMoment(first.fromMs, timeZone, stepMs)}.`]
      : []),
    ...(known.at(-1)?.isPartial === true ? ['The last step has not ended.'] : []),
  ];
}

/** What the picture of the outcomes shows. */
export function summariseOutcomes(totals: Outcomes, steps: readonly ChartStep[], timeZone: string): string {
  const stepMs = (steps.at(0)?.toMs ?? 0) - (steps.at(0)?.fromMs ?? 0);
  const counted = `${outcomeWords(totals)} in ${plural(steps.length, 'step')} of ${formatDuration(stepMs)}.`;
  return [counted, ...gapWords(steps, timeZone)].join(' ');
}

export function summariseLatency(latency: ThroughputSeries['latency'], steps: readonly ChartStep[]): string {
  if (latency === null) return 'Nothing ended in this window.';
  const gaps = steps.filter(({ counts }) => counts !== null && counts.latency === null).length;
  const { p50Ms, p95Ms, p99Ms, count } = latency;
  return [
    `${plural(count, 'instance')} ended: half of them within ${formatDuration(p50Ms)},`,
    `95 % within ${formatDuration(p95Ms)}, 99 % within ${formatDuration(p99Ms)}.`,
    ...(gaps > 0 ? [`In ${plural(gaps, 'step')} nothing ended: the lines have gaps there.`] : []),
  ].join(' ');
}
