import type { ListHead } from '../instances-queries.ts';
import { DrawnRows } from './drawn-rows.ts';
import { entriesOf, pagesAround, type ListEntry, type PageRange } from './list-entries.ts';

interface FailedPage {
  readonly page: number;
  readonly error: Error;
  readonly retry: () => void;
  readonly isRetrying: boolean;
}

/** What is there of the pages behind the first. */
interface FurtherPages {
  /** The list they belong to. */
  readonly head: ListHead;
  readonly entries: readonly ListEntry[];
  readonly failed: readonly FailedPage[];
}

/** What is there of a list around what is on the screen. */
export interface ListContent {
  /** In order. */
  readonly entries: readonly ListEntry[];
  readonly byIndex: ReadonlyMap<number, ListEntry>;
  readonly failed: readonly FailedPage[];
}

const noPages: readonly never[] = [];

/**
 * The pages of one moment of the hub around what is on the screen. Apart from the page's own state: a page of rows that comes
 * in while the list scrolls is a matter of the rows that waited for it.
 */
export class ListPages {
  readonly drawn = new DrawnRows();
  #range: PageRange = { from: 0, to: 0 };
  #further: FurtherPages | null = null;
  #content: ListContent | null = null;
  #contentOf: ListHead | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Pages in view, and those about to be. */
  readonly range = (): PageRange => this.#range;

  /** To be told by whoever draws which rows it draws. */
  readonly onRange = (first: number, last: number, total: number): void => {
    this.drawn.tell(first, last);
    const next = pagesAround(first, last, total);
    if (next.from === this.#range.from && next.to === this.#range.to) return;
    this.#range = next;
    this.#change();
  };

  /** To be told by whoever reads the pages in view. */
  readonly onFurther = (further: FurtherPages): void => {
    this.#further = further;
    this.#change();
  };

  /** The same object for as long as nothing changes. */
  contentOf(head: ListHead | null): ListContent {
    if (this.#content === null || this.#contentOf !== head) {
      this.#content = this.#collect(head);
      this.#contentOf = head;
    }
    return this.#content;
  }

  #collect(head: ListHead | null): ListContent {
    const isOfList = this.#further !== null && this.#further.head.nextCursor === head?.nextCursor;
    const { entries, failed } =
      isOfList && this.#further ? this.#further : { entries: noPages, failed: noPages };
    const first = head !== null && this.#range.from === 0 ? firstEntries(head) : noPages;
    const all = [...first, ...entries];
    return { entries: all, byIndex: new Map(all.map((entry) => [entry.index, entry])), failed };
  }

  #change(): void {
    this.#content = null;
    for (const listener of this.#listeners) listener();
  }
}

const entriesOfHeads = new WeakMap<ListHead, readonly ListEntry[]>();

function firstEntries(head: ListHead): readonly ListEntry[] {
  const known = entriesOfHeads.get(head);
  if (known !== undefined) return known;
  const entries = entriesOf(head.rows, 0);
  entriesOfHeads.set(head, entries);
  return entries;
}
