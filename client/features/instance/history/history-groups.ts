import type { Step } from '../../../../shared/domain/execution/execution-model.ts';
import { stepOf, type HistorySource } from './history-rows.ts';

/** Events of one step, or those of no step. */
export interface HistoryGroup {
  /** Id of the step; empty for the events of none. */
  readonly id: string;
  readonly step: Step | null;
  /** Places of its events. */
  readonly indexes: readonly number[];
}

/** Groups in the order of their first events; what belongs to no step comes first. */
export function groupBySteps(source: HistorySource, shown: readonly number[]): readonly HistoryGroup[] {
  const groups = new Map<string, { step: Step | null; indexes: number[] }>([
    ['', { step: null, indexes: [] }],
  ]);
  for (const index of shown) {
    const event = source.events[index];
    if (event === undefined) continue;
    const step = stepOf(source, event);
    const id = step?.id ?? '';
    const group = groups.get(id);
    if (group) group.indexes.push(index);
    else groups.set(id, { step, indexes: [index] });
  }
  return [...groups]
    .filter(([, { indexes }]) => indexes.length > 0)
    .map(([id, { step, indexes }]) => ({ id, step, indexes }));
}

/** Lines of the table: an event by its place, or the head of a group as the complement of its place. */
export type HistoryLines = readonly number[];

export function linesOf(
  groups: readonly HistoryGroup[],
  isOpen: (group: HistoryGroup) => boolean,
): HistoryLines {
  const lines: number[] = [];
  for (const [place, group] of groups.entries()) {
    lines.push(~place);
    if (isOpen(group)) for (const index of group.indexes) lines.push(index);
  }
  return lines;
}

export function groupOfLine(line: number): number | null {
  return line < 0 ? ~line : null;
}
