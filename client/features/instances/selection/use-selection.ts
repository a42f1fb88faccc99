import { useState } from 'react';
import { countSelected, nothingSelected, select, type Selection } from './selection.ts';

export interface SelectionState {
  readonly selection: Selection;
  readonly count: number;
  /** Where a range begins: the row that was picked last; `null` before any was. */
  readonly anchor: number | null;
  readonly pick: (ids: readonly string[], isOn: boolean, anchor: number | null) => void;
  readonly pickMatching: (q: string, total: number) => void;
  readonly clear: () => void;
  /** Why something was not selected; `null` = everything was. */
  readonly problem: string | null;
  readonly say: (problem: string) => void;
}

interface Picked {
  readonly listKey: string;
  readonly selection: Selection;
  readonly anchor: number | null;
  readonly problem: string | null;
}

/** Another list begins with nothing selected: a row that cannot be seen must not be acted on. */
export function useSelection(listKey: string): SelectionState {
  const none: Picked = { listKey, selection: nothingSelected, anchor: null, problem: null };
  const [state, setState] = useState<Picked>(none);
  const { selection, anchor, problem } = state.listKey === listKey ? state : none;
  return {
    selection,
    anchor,
    problem,
    say: (why) => setState({ listKey, selection, anchor, problem: why }),
    count: countSelected(selection),
    pick: (ids, isOn, from) =>
      setState({ listKey, selection: select(selection, ids, isOn), anchor: from ?? anchor, problem: null }),
    pickMatching: (q, total) =>
      setState({
        listKey,
        selection: { kind: 'matching', q, total, except: new Set() },
        anchor,
        problem: null,
      }),
    clear: () => setState(none),
  };
}
