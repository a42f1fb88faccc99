const roundFactors = [1, 2, 5, 10];

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths people count in, from a second up to ten days. */
const durationSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10].map((count) => count * day),
];

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (roundFactors.find((factor) => factor * power >= least * 0.999_999) ?? 10);
}

/** From 0 to the first step that reaches the highest value. */
function ticksBy(step: number, highest: number): number[] {
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, place) => Number((place * step).toPrecision(12)));
}

/** About `wanted` steps of whole numbers. */
export function countTicks(highest: number, wanted = 4): number[] {
  return ticksBy(Math.max(1, roundStep(Math.max(1, highest) / wanted)), highest);
}

export function durationTicks(highestMs: number, wanted = 4): number[] {
  const least = Math.max(0.001, highestMs) / wanted;
  const step = least < second / 2 ? roundStep(least) : durationSteps.find((length) => length >= least);
  return ticksBy(step ?? roundStep(least / day) * day, highestMs);
}

/** Below it a logarithmic axis does not go: the engine's times are no finer. */
export const leastLogMs = 0.1;

const logDurations = [
  ...[leastLogMs, 1, 10, 100],
  ...[second, 10 * second, minute, 10 * minute, hour, 10 * hour],
  ...[1, 10, 100, 1_000, 10_000].map((count) => count * day),
];

/** Lengths people count in, about ten times longer each, around all values. */
export function logDurationTicks(lowestMs: number, highestMs: number): number[] {
  const after = logDurations.findIndex((length) => length > lowestMs);
  const first = Math.max(0, after - 1);
  const last = logDurations.findIndex((length) => length >= highestMs);
  return logDurations.slice(first, Math.max(first + 1, last < 0 ? logDurations.length : last) + 1);
}
