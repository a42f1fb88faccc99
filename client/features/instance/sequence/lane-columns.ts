import type { Lane } from '../../../../shared/domain/execution/sequence-model.ts';
import { plural } from '../../../lib/format-count.ts';

/** Shown side by side unless the reader chose otherwise. */
const maxLanes = 10;

const alwaysShown: readonly string[] = ['outside', 'parent', 'orchestrator'];

export function isAlwaysShown({ kind }: Lane): boolean {
  return alwaysShown.includes(kind);
}

export interface LaneColumns {
  readonly shown: readonly Lane[];
  /** Share the last column; empty when every lane has its own. */
  readonly folded: readonly Lane[];
  /** Columns, the shared one included. */
  readonly count: number;
  readonly columnOf: ReadonlyMap<string, number>;
}

/** `chosen`: ids of lanes that the reader picked; `undefined` = the first ones. */
export function laneColumns(lanes: readonly Lane[], chosen: readonly string[] | undefined): LaneColumns {
  const wanted = chosen && new Set(chosen);
  const isShown = (lane: Lane, index: number) =>
    wanted === undefined ? index < maxLanes || lanes.length === maxLanes + 1 : wanted.has(lane.id);
  const shown = lanes.filter((lane, index) => isAlwaysShown(lane) || isShown(lane, index));
  const folded = lanes.filter((lane) => !shown.includes(lane));
  const columnOf = new Map(shown.map(({ id }, column) => [id, column]));
  for (const { id } of folded) columnOf.set(id, shown.length);
  return { shown, folded, count: shown.length + (folded.length > 0 ? 1 : 0), columnOf };
}

export function foldedWords(folded: readonly Lane[]): string {
  const areFunctions = folded.every(({ kind }) => kind === 'function');
  return plural(folded.length, areFunctions ? 'more function' : 'more lane');
}
