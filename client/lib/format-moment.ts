import { msToInstant } from '../../shared/domain/instant.ts';
import { formatAbsolute, formatCompact, type TimeZone } from './format-instant.ts';

/** The start or end of a step: with milliseconds where steps are shorter than a second. */
export function formatMoment(ms: number, timeZone: TimeZone, stepMs: number): string {
  const instant = msToInstant(ms);
  return stepMs < 1_000 ? formatAbsolute(instant, timeZone) : formatCompact(instant, timeZone);
}

/** Leaves out the day of the end when it is the day of the start. */
export function formatMoments(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  timeZone: TimeZone,
  stepMs: number,
): string {
  const from = formatMoment(fromMs, timeZone, stepMs);
  const to = formatMoment(toMs, timeZone, stepMs);
  return from.slice(0, 10) === to.slice(0, 10) ? `${from} – ${to.slice(11)}` : `${from} – ${to}`;
}
