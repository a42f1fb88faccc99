import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { FilterChip, type ChipActions, type TermReader } from './filter-chip.tsx';
import type { FilterPart } from './filter-parts.ts';

interface FilterChipsProps extends ChipActions {
  parts: readonly FilterPart[];
  reader: TermReader;
  /** The field behind the chips. */
  children: ReactNode;
}

/** Chips and the field are one row for the arrow keys, and the chips one stop for Tab. */
export function FilterChips({ parts, reader, children, onRemove, ...actions }: FilterChipsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const refocus = useRef<number | null>(null);
  const tabStop = Math.min(current, parts.length - 1);

  function stops(): HTMLElement[] {
    return [...(box.current?.querySelectorAll<HTMLElement>('[data-chip], input') ?? [])];
  }

  // The removed chip takes the focus with it; it goes to the one that moved up.
  useEffect(() => {
    if (refocus.current === null) return;
    stops()[refocus.current]?.focus();
    refocus.current = null;
  }, [parts]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const { target } = event;
    const isLeft = event.key === 'ArrowLeft';
    if (target instanceof HTMLInputElement && !(isLeft && target.selectionEnd === 0)) return;
    const all = stops();
    const next = all[all.findIndex((stop) => stop === target) + (isLeft ? -1 : 1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <div
      ref={box}
      role="group"
      aria-label="Filter"
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-1 flex-wrap items-center gap-1"
    >
      {parts.map((part, place) => (
        <FilterChip
          key={place}
          part={part}
          isTabStop={place === tabStop}
          onFocus={() => setCurrent(place)}
          reader={reader}
          {...actions}
          onRemove={(removed) => {
            refocus.current = place;
            onRemove(removed);
          }}
        />
      ))}
      {children}
    </div>
  );
}
