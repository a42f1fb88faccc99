import { useState } from 'react';
import type { ListQuestion } from '../instances-queries.ts';
import { countSelected, nothingSelected, select, type Selection } from './selection.ts';

export interface SelectionState {
  readonly selection: Selection;
  readonly count: number;
  /** Where a range begins: the row that was picked last; `null` before any was, and when rows changed their places since. */
  readonly anchor: number | null;
  readonly pick: (ids: readonly string[], isOn: boolean, anchor: number | null) => void;
  readonly pickMatching: (q: string, total: number) => void;
  /** First of all stops a range that is being read. */
  readonly clear: () => void;
  /** Why something was not selected; `null` = everything was. */
  readonly problem: string | null;
  readonly say: (problem: string) => void;
  /** A range that is being read; `null` = none. */
  readonly reading: RangeReading | null;
  readonly beginRange: (reading: RangeReading) => void;
  /** Nothing comes of one that was stopped or followed by another. */
  readonly endRange: (reading: RangeReading, end: RangeEnd) => void;
}

interface RangeReading {
  readonly rows: number;
  readonly stopper: AbortController;
}

interface RangeEnd {
  readonly ids?: readonly string[];
  readonly anchor?: number;
  readonly problem?: string;
}

interface Anchor {
  readonly index: number;
  /** The order and the reading in which the index says which row it is. */
  readonly places: string;
}

interface Picked {
  readonly listKey: string;
  readonly selection: Selection;
  readonly anchor: Anchor | null;
  readonly problem: string | null;
  readonly reading: RangeReading | null;
}

interface ShownList {
  readonly hub: string;
  readonly question: ListQuestion | null;
  readonly readAtMs: number;
}

/**
 * Another list begins with nothing selected: a row that cannot be seen must not be acted on. The same list sorted or read again
 * keeps what is selected, but a range that began at a place which another row took would have rows nobody chose.
 */
export function useSelection({ hub, question, readAtMs }: ShownList): SelectionState {
  const listKey = JSON.stringify([hub, question?.q]);
  const places = JSON.stringify([question, readAtMs]);
  const none: Picked = { listKey, selection: nothingSelected, anchor: null, problem: null, reading: null };
  const [state, setState] = useState<Picked>(none);
  const ofList = (known: Picked) => (known.listKey === listKey ? known : none);
  const { selection, anchor, problem, reading } = ofList(state);

  /** From what is selected by then: a range may have been read meanwhile. */
  function change(next: (known: Picked) => Partial<Picked>): void {
    setState((latest) => {
      const known = ofList(latest);
      return { ...known, problem: null, ...next(known) };
    });
  }

  const placed = (index: number): Anchor => ({ index, places });

  return {
    selection,
    anchor: anchor?.places === places ? anchor.index : null,
    problem,
    say: (why) => change(() => ({ problem: why })),
    count: countSelected(selection),
    pick: (ids, isOn, from) =>
      change((known) => ({
        selection: select(known.selection, ids, isOn),
        anchor: from === null ? known.anchor : placed(from),
      })),
    pickMatching: (q, total) =>
      change(() => ({ selection: { kind: 'matching', q, total, except: new Set() } })),
    clear: () => {
      reading?.stopper.abort();
      if (reading === null) setState(none);
      else change(() => ({ reading: null }));
    },
    reading,
    beginRange: (next) => {
      reading?.stopper.abort();
      change(() => ({ reading: next }));
    },
    endRange: (ended, { ids = [], anchor: from, problem: why = null }) =>
      setState((latest) =>
        latest.reading === ended
          ? {
              ...latest,
              selection: select(latest.selection, ids, true),
              anchor: from === undefined ? latest.anchor : placed(from),
              problem: why,
              reading: null,
            }
          : latest,
      ),
  };
}
