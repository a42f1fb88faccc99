import { callersOf } from './callers-of.ts';
import type { KeptSamples } from './function-sampler.ts';

/** Orchestrators seen to call any of these functions; `null` when one of the functions was not seen at all. */
export function callersInSamples(
  kept: KeptSamples | null,
  names: readonly string[],
): ReadonlySet<string> | null {
  if (kept === null) return null;
  const map = kept.samples.map();
  const callers = names.map((name) =>
    (['activity', 'entity'] as const).flatMap((kind) => callersOf(map, { kind, name })),
  );
  if (callers.some((found) => found.length === 0)) return null;
  return new Set(callers.flat().map(({ name }) => name));
}
