import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { scrollTopFor } from './row-geometry.ts';

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

/**
 * One row of the list is a tab stop and the arrow keys move it; Enter follows its link. The row is remembered by its id,
 * so that it stays the same one when rows come in above it.
 */
export function useRowKeys(rows: readonly InstanceRow[], scroller: RefObject<HTMLDivElement | null>) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const focusWanted = useRef(false);
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.instanceId === activeId),
  );

  // After every drawing, because the wanted row may have to be scrolled into being first.
  useEffect(() => {
    if (!focusWanted.current) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-row="${activeIndex}"] a`);
    if (link === null || link === undefined) return;
    focusWanted.current = false;
    link.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = steppedIndex(event.key, activeIndex, rows.length - 1);
    const row = index === null ? undefined : rows[index];
    if (index === null || row === undefined) return;
    event.preventDefault();
    focusWanted.current = true;
    setActiveId(row.instanceId);
    scroller.current?.scrollTo({ top: scrollTopFor(index, scroller.current) });
  }

  return { activeIndex, onKeyDown, setActiveId };
}
