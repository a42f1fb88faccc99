/** Steps of equal length, side by side. */
export interface Steps {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly count: number;
}

export function endMs({ fromMs, stepMs, count }: Steps): number {
  return fromMs + count * stepMs;
}

export function startOfStep({ fromMs, stepMs }: Steps, place: number): number {
  return fromMs + place * stepMs;
}

/** The step that holds the moment; the first or the last one when it is outside. */
export function stepAt({ fromMs, stepMs, count }: Steps, ms: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor((ms - fromMs) / stepMs)));
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A bar as wide as the page says nothing: few steps get company. */
const leastSteps = 24;

interface CountedSteps {
  readonly steps: Steps;
  readonly counts: readonly (readonly number[])[];
}

/** With steps of zeros on both sides where there are only few. */
export function withRoom({ steps, counts }: CountedSteps): CountedSteps {
  const missing = Math.max(0, leastSteps - steps.count);
  const before = Math.floor(missing / 2);
  const zeros = (count: number) => Array.from({ length: count }, () => (counts[0] ?? []).map(() => 0));
  return {
    steps: {
      ...steps,
      fromMs: steps.fromMs - before * steps.stepMs,
      count: steps.count + missing,
    },
    counts: [...zeros(before), ...counts, ...zeros(missing - before)],
  };
}

/** Share of a step's width that stays free on each side. */
const gapShare = 0.07;
/** The least share of the height that a count other than 0 takes: one failure among thousands has to be seen. */
const leastShare = 0.025;

interface Segment {
  readonly bottom: number;
  readonly top: number;
}

/** One segment a series, from the bottom up, as shares of the height. */
export function stackSegments(counts: readonly number[], highest: number): Segment[] {
  const shares = counts.map((count) => (count === 0 ? 0 : Math.max(leastShare, count / highest)));
  const scale = Math.min(1, 1 / Math.max(1, sumOf(shares)));
  let bottom = 0;
  return shares.map((share) => {
    const segment = { bottom, top: bottom + share * scale };
    bottom = segment.top;
    return segment;
  });
}

function round(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** One path a series, in the given order, for a box that is one wide for each step and one high. */
export function stackPaths(counts: readonly (readonly number[])[], order: readonly number[]): string[] {
  const highest = Math.max(1, ...counts.map(sumOf));
  const parts: string[][] = order.map(() => []);
  for (const [step, all] of counts.entries()) {
    const segments = stackSegments(
      order.map((place) => all[place] ?? 0),
      highest,
    );
    for (const [series, { bottom, top }] of segments.entries()) {
      if (top === bottom) continue;
      const width = round(1 - 2 * gapShare);
      parts[series]?.push(
        `M${round(step + gapShare)} ${round(1 - top)}h${width}V${round(1 - bottom)}h-${width}z`,
      );
    }
  }
  return parts.map((part) => part.join(''));
}
