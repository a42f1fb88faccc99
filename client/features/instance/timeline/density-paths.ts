import type { StepState } from '../../../../shared/domain/execution/execution-model.ts';
import type { Density } from '../../../../shared/domain/execution/timeline-density.ts';

export interface DensityPath {
  readonly state: StepState;
  readonly path: string;
}

/** One filled outline for each state, the states upon each other in the order given; y counts steps, downwards. */
export function densityPaths(density: Density, order: readonly StepState[]): DensityPath[] {
  const { parts, byState, most } = density;
  const below = new Array<number>(parts).fill(0);
  return order.flatMap((state) => {
    const counts = byState.get(state);
    if (counts === undefined) return [];
    let path = '';
    for (let from = 0; from < parts;) {
      const count = counts[from] ?? 0;
      const base = below[from] ?? 0;
      let to = from + 1;
      while (to < parts && counts[to] === count && below[to] === base) to += 1;
      if (count > 0) path += `M${from} ${most - base}V${most - base - count}H${to}V${most - base}Z`;
      from = to;
    }
    for (let part = 0; part < parts; part++) below[part] = (below[part] ?? 0) + (counts[part] ?? 0);
    return path === '' ? [] : [{ state, path }];
  });
}
