import type { Position } from '../cursor.ts';
import type { Sorting } from './sort-keys.ts';

/** A sort value that so many rows come before, in an order of all rows, as they were at a revision. */
interface Border {
  readonly key: NonNullable<Position['key']>;
  readonly reach: number;
  readonly revision: number;
}

/** After more changes, too many rows may have come before a border. */
const mostChanges = 100;

/** One that is much farther than wanted would have more rows looked through than needed. */
function nameOf({ sort, order }: Sorting, reach: number): string {
  return `${sort} ${order} ${Math.ceil(Math.log2(reach))}`;
}

/**
 * How far the first pages reached into each order. Finding that takes longer than reading the page, and few changes move it
 * little: who uses a border has to check that enough rows came before it.
 */
export class Borders {
  private readonly known = new Map<string, Border>();

  find(sorting: Sorting, reach: number, revision: number): Position['key'] {
    const border = this.known.get(nameOf(sorting, reach));
    const isUsable =
      border !== undefined && border.reach >= reach && Math.abs(border.revision - revision) <= mostChanges;
    return isUsable ? border.key : null;
  }

  keep(sorting: Sorting, border: Border): void {
    this.known.set(nameOf(sorting, border.reach), border);
  }

  forget(sorting: Sorting, reach: number): void {
    this.known.delete(nameOf(sorting, reach));
  }
}
