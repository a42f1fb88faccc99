import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, type MouseEvent } from 'react';
import type { ComparedStep, Comparison } from '../../../../shared/domain/execution/alignment.ts';
import { rowKeyHandler } from '../sequence/row-keys.ts';
import { ComparisonRow, rowColumns, rowElementId, rowHeightPx } from './comparison-row.tsx';

interface ComparisonGridProps {
  label: string;
  comparison: Comparison;
  /** Of the selected row; -1 = none. */
  activePlace: number;
  /** Less high, because details stand below. */
  isShort: boolean;
  onActivate: (row: ComparedStep | null) => void;
  /** Goes on to the details of the selected row. */
  onEnter: () => void;
}

const heads = [
  { label: 'Step', title: undefined, isRight: false },
  { label: 'Here', title: 'State and length in this run', isRight: false },
  { label: 'There', title: 'State and length in the other run', isRight: false },
  { label: 'Here − there', title: 'How much longer it took here', isRight: true },
] as const;

function Head() {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`sticky top-0 z-10 border-b border-line-strong bg-canvas text-ink-muted ${rowColumns}`}
    >
      <span role="columnheader">
        <span className="sr-only">Difference</span>
      </span>
      {heads.map(({ label, title, isRight }) => (
        <span
          key={label}
          role="columnheader"
          title={title}
          className={`px-2 py-1 font-medium ${isRight ? 'text-right' : ''}`}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

/** Both runs step by step, for pointer and keys. */
export function ComparisonGrid({ comparison, activePlace, ...props }: ComparisonGridProps) {
  const { rows, longestMs, firstDifference } = comparison;
  const helpId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  // Another function would make the virtualizer forget every height.
  const keyOf = useCallback((place: number) => rows[place]?.id ?? place, [rows]);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: () => rowHeightPx,
    overscan: 6,
    scrollPaddingStart: rowHeightPx,
    useFlushSync: false,
  });
  const activeId = rows[activePlace]?.id;
  useEffect(() => {
    if (activeId !== undefined) virtualizer.scrollToIndex(activePlace, { align: 'auto' });
    // Only a row that was just chosen is brought into sight: rows that come in must not move what is read.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [activeId, props.isShort]);

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const element = event.target.closest('[data-place]');
    const row = rows[Number(element?.getAttribute('data-place') ?? -1)];
    if (row !== undefined) props.onActivate(row);
  }
  return (
    <div
      ref={scroller}
      className={`isolate overflow-auto border-y border-line ${props.isShort ? 'max-h-[36vh]' : 'max-h-[56vh]'}`}
    >
      <span id={helpId} hidden>
        Up and down choose a step, Enter goes to its details, Escape leaves.
      </span>
      <div
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-describedby={helpId}
        aria-rowcount={rows.length + 1}
        aria-colcount={5}
        aria-activedescendant={activeId === undefined ? undefined : rowElementId(activeId)}
        className="group/grid min-w-[640px] cursor-default outline-none"
        onKeyDown={rowKeyHandler({
          count: rows.length,
          activePlace,
          onActivate: (place) => props.onActivate(place === null ? null : (rows[place] ?? null)),
          onOpen: props.onEnter,
        })}
        onClick={onClick}
      >
        <Head />
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
              >
                <ComparisonRow
                  row={row}
                  place={index}
                  longestMs={longestMs}
                  isActive={index === activePlace}
                  isFirstDifference={index === firstDifference}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
