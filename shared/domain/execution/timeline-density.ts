import type { Step, StepState } from './execution-model.ts';
import { stretchOf, type StepTimes } from './timeline-times.ts';
import { shareOf, type TimelineView } from './timeline-view.ts';

/** How many steps of each state were open in each part of a view. */
export interface Density {
  readonly parts: number;
  readonly byState: ReadonlyMap<StepState, readonly number[]>;
  /** The most in any part; 0 when nothing is in sight. */
  readonly most: number;
}

interface DensityQuestion {
  readonly steps: readonly Step[];
  readonly times: readonly StepTimes[];
  /** Which of the steps. */
  readonly indexes: readonly number[];
  readonly view: TimelineView;
  readonly parts: number;
  readonly nowMs: number;
}

function sumUp(changes: Float64Array, parts: number): number[] {
  let open = 0;
  return Array.from({ length: parts }, (_, part) => (open += changes[part] ?? 0));
}

/** A step counts in every part it touches, however short it was. */
export function densityOf({ steps, times, indexes, view, parts, nowMs }: DensityQuestion): Density {
  const changesOf = new Map<StepState, Float64Array>();
  for (const index of indexes) {
    const step = steps[index];
    const stepTimes = times[index];
    const stretch = step && stepTimes && stretchOf(step, stepTimes, nowMs);
    if (!stretch) continue;
    const from = Math.floor(shareOf(view, stretch.fromMs) * parts);
    const to = Math.floor(shareOf(view, stretch.toMs) * parts);
    if (to < 0 || from > parts) continue;
    let changes = changesOf.get(step.state);
    if (changes === undefined) changesOf.set(step.state, (changes = new Float64Array(parts + 1)));
    // The very end of the view belongs to its last part.
    const first = Math.min(parts - 1, Math.max(0, from));
    const behind = Math.min(parts, to + 1);
    changes[first] = (changes[first] ?? 0) + 1;
    changes[behind] = (changes[behind] ?? 0) - 1;
  }
  const byState = new Map([...changesOf].map(([state, changes]) => [state, sumUp(changes, parts)]));
  let most = 0;
  for (let part = 0; part < parts; part++) {
    let open = 0;
    for (const counts of byState.values()) open += counts[part] ?? 0;
    most = Math.max(most, open);
  }
  return { parts, byState, most };
}
