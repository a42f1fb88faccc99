import { instantToTicks } from '../../../shared/domain/instant.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const week = 7 * day;

/** Lengths people count in. */
const lengthsMs = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 5, 15, 30].map((count) => count * second),
  ...[1, 5, 15, 30].map((count) => count * minute),
  ...[1, 3, 6, 12].map((count) => count * hour),
  day,
  ...[1, 4, 13, 52, 260, 520, 2_600, 5_200, 26_000].map((count) => count * week),
];
const ticksPerMs = 10_000n;
/** 1970-01-05: weeks begin on Mondays. */
const firstMonday = BigInt(4 * day) * ticksPerMs;

/** No instant can be written that is before. */
const earliest = instantToTicks('0000-01-01T00:00:00.0000000Z');

/** Equal steps of time, side by side; all times are ticks. */
export interface TimeSteps {
  /** Where the first step begins. */
  readonly from: bigint;
  readonly stepMs: number;
  readonly count: number;
}

export function stepTicks({ stepMs }: Pick<TimeSteps, 'stepMs'>): bigint {
  return BigInt(stepMs) * ticksPerMs;
}

export function endOf(steps: TimeSteps): bigint {
  return steps.from + BigInt(steps.count) * stepTicks(steps);
}

function beginOfStep(at: bigint, stepMs: number): bigint {
  const step = stepTicks({ stepMs });
  const origin = stepMs >= week ? firstMonday : 0n;
  return at - ((((at - origin) % step) + step) % step);
}

/** The steps from the one `first` falls in to the one `last` falls in: about as many as wanted, at most one more. */
export function stepsOver(first: bigint, last: bigint, wanted: number): TimeSteps {
  const fits = (stepMs: number) => last - first <= BigInt(wanted) * stepTicks({ stepMs });
  const stepMs = lengthsMs.find(fits) ?? 26_000 * week;
  return stepsBetween(first, last, stepMs);
}

/** Whole steps of the given length that hold both times. */
export function stepsBetween(first: bigint, last: bigint, stepMs: number): TimeSteps {
  const begin = beginOfStep(first, stepMs);
  const from = begin < earliest ? earliest : begin;
  const count = Number((last - from) / stepTicks({ stepMs })) + 1;
  return { from, stepMs, count };
}
