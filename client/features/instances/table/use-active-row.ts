import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { DrawnRows } from './drawn-rows.ts';
import { rowIndexAt } from './row-at.ts';

const pageStep = 20;

function steppedIndex(key: string, index: number, last: number): number | null {
  const target = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageStep,
    PageUp: index - pageStep,
    Home: 0,
    End: last,
  }[key];
  return target === undefined ? null : Math.min(Math.max(target, 0), last);
}

/** One row of the list is a tab stop and the arrow keys move it, also to rows that are not read yet. */
export function useActiveRow(
  total: number,
  board: RefObject<HTMLDivElement | null>,
  drawn: DrawnRows,
  bringIntoView: (index: number) => void,
) {
  const [active, setActive] = useState<number | null>(null);
  const focusWanted = useRef(false);
  const hasFocus = useRef(false);

  const takeFocus = useEffectEvent(() => {
    // Elements that are taken away with the focus tell nobody that they lost it.
    if (hasFocus.current && document.activeElement === document.body) focusWanted.current = true;
    if (!focusWanted.current) return;
    const isElsewhere =
      document.activeElement !== document.body && board.current?.contains(document.activeElement) === false;
    const row = board.current?.querySelector<HTMLElement>(`[data-row="${active ?? 0}"]`);
    if (isElsewhere) focusWanted.current = false;
    if (isElsewhere || row === null || row === undefined) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
  });
  // After every drawing, because the wanted row may have to be scrolled into being first.
  useEffect(() => takeFocus());
  useEffect(() => drawn.subscribe(() => takeFocus()), [drawn]);

  function onKeyDown(event: KeyboardEvent): void {
    const index = rowIndexAt(event.target);
    if (index === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = steppedIndex(event.key, index, total - 1);
    if (next === null) return;
    event.preventDefault();
    focusWanted.current = true;
    setActive(next);
    bringIntoView(next);
    // In a cramped window the list itself may be below what is seen of the page.
    board.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }

  function onFocus(index: number): void {
    hasFocus.current = true;
    setActive(index);
  }

  function onBlur(): void {
    hasFocus.current = false;
  }

  /** Before something opens that takes the focus: a row that took it back would close it. */
  function leaveFocus(): void {
    hasFocus.current = false;
    focusWanted.current = false;
  }

  return { active, onFocus, onBlur, onKeyDown, leaveFocus };
}
