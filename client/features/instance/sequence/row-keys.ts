import type { KeyboardEvent } from 'react';

interface RowKeys {
  count: number;
  /** -1 = none. */
  activePlace: number;
  /** `null` = none any more. */
  onActivate: (place: number | null) => void;
  onOpen: (place: number) => void;
  /** Where rows unfold: `true` shows what is in the row. */
  onUnfold?: (place: number, isWanted: boolean) => void;
}

const pageRows = 12;

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: pageRows,
  PageUp: -pageRows,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The keys of a list of rows of which one is active. */
export function rowKeyHandler({ count, activePlace, onActivate, onOpen, onUnfold }: RowKeys) {
  function moveBy(by: number): void {
    const from = activePlace < 0 && by < 0 ? count : activePlace;
    if (count > 0) onActivate(Math.min(count - 1, Math.max(0, from + by)));
  }
  function actOn(key: string): boolean {
    if (key === 'Escape') onActivate(null);
    else if (activePlace < 0) return false;
    else if (key === 'Enter' || key === ' ') onOpen(activePlace);
    else if (key === 'ArrowRight' && onUnfold) onUnfold(activePlace, true);
    else if (key === 'ArrowLeft' && onUnfold) onUnfold(activePlace, false);
    else return false;
    return true;
  }
  return (event: KeyboardEvent) => {
    const { key } = event;
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = moves[key];
    if (by !== undefined) moveBy(by);
    else if (!actOn(key)) return;
    event.preventDefault();
  };
}
