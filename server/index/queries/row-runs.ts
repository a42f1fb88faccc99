import type { Position } from '../cursor.ts';
import { nameOf, type FirstRows, type PlacedRow, type SortedList } from './first-pages.ts';
import { keepRecent } from './keep-recent.ts';

/** Rows of a list one behind the other, as they were at a revision. */
interface Run {
  readonly placed: readonly PlacedRow[];
  readonly isWhole: boolean;
}

/**
 * Rows that follow pages read before: who scrolls reads on, and finding a few pages takes no longer than finding one. What was
 * there at a revision never changes; the longest unused runs are forgotten.
 */
export class RowRuns {
  private readonly known = new Map<string, Run>();

  constructor(private readonly most: number) {}

  keep(list: SortedList, { placed, isWhole }: Pick<FirstRows, 'placed' | 'isWhole'>): void {
    keepRecent(this.known, `${list.revision} ${nameOf(list)}`, { placed, isWhole }, this.most);
  }

  /** As many rows behind the position as wanted, or all there are; `null` = only reading them tells. */
  find(list: SortedList, after: Position, wanted: number): Run | null {
    const run = this.known.get(`${list.revision} ${nameOf(list)}`);
    if (run === undefined) return null;
    const place = run.placed.findIndex(
      ({ instanceId, key }) => instanceId === after.instanceId && key === after.key,
    );
    if (place === -1) return null;
    const placed = run.placed.slice(place + 1);
    return placed.length >= wanted || run.isWhole ? { placed, isWhole: run.isWhole } : null;
  }
}
