import { giveBackMemory } from '../server/index/give-back-memory.ts';

/** The value below which the given share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const place = last * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** What a run leaves open. */
export class Opened {
  constructor(readonly close: () => Promise<void>) {}
}

/** Milliseconds one run takes; the garbage of runs before is collected first. What it gives to be closed is closed when the clock has stopped. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  giveBackMemory();
  const beganMs = performance.now();
  const result = await run();
  const tookMs = performance.now() - beganMs;
  if (result instanceof Opened) await result.close();
  return tookMs;
}

/** `rounds` samples of each candidate, in turn, so that a machine whose speed drifts treats them alike. */
export async function inTurn<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(candidates) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) samples[name].push(await timed(candidates[name]));
  }
  return samples;
}
