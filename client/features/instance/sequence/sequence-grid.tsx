import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, type MouseEvent } from 'react';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import type { Sequence, SequenceRow } from '../../../../shared/domain/execution/sequence-model.ts';
import type { LaneColumns } from './lane-columns.ts';
import { LaneHeads, Lifelines } from './lane-heads.tsx';
import { rowKeyHandler } from './row-keys.ts';
import { messageOf, rowElementId, rowHeightPx, SequenceRowView, timeWidthPx } from './sequence-row.tsx';

interface SequenceGridProps {
  hub: string;
  label: string;
  model: ExecutionModel;
  sequence: Sequence;
  columns: LaneColumns;
  rows: readonly SequenceRow[];
  /** Of the selected row; -1 = none. */
  activePlace: number;
  /** Half the height, because details stand below. */
  isShort: boolean;
  onActivate: (row: SequenceRow | null) => void;
  onToggle: (row: SequenceRow) => void;
  /** Goes on to the details of the selected row. */
  onEnter: () => void;
}

const minLaneWidthPx = 100;
const headHeightPx = 46;

const keyHelp =
  'Up and down choose a message, Enter goes to its details or unfolds many in one row, right and left unfold and fold them, Escape leaves.';

function keyHandler({ rows, activePlace, ...on }: SequenceGridProps) {
  return rowKeyHandler({
    count: rows.length,
    activePlace,
    onActivate: (place) => on.onActivate(place === null ? null : (rows[place] ?? null)),
    onOpen: (place) => {
      const row = rows[place];
      if (row?.kind === 'run') on.onToggle(row);
      else on.onEnter();
    },
    onUnfold: (place, isWanted) => {
      const row = rows[place];
      if (row?.kind === 'run' && row.isUnfolded !== isWanted) on.onToggle(row);
    },
  });
}

function useRows({ rows, activePlace, isShort }: SequenceGridProps) {
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
    scrollPaddingStart: headHeightPx,
    useFlushSync: false,
  });
  const activeId = rows[activePlace]?.id;
  useEffect(() => {
    if (activeId !== undefined) virtualizer.scrollToIndex(activePlace, { align: 'auto' });
    // Only a row that was just chosen is brought into sight: rows that come in must not move what is read.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [activeId, isShort]);
  return { scroller, virtualizer, activeId };
}

/** Arrows between lanes, one row a message, for pointer and keys. */
export function SequenceGrid(props: SequenceGridProps) {
  const { rows, columns, sequence, activePlace } = props;
  const helpId = useId();
  const { scroller, virtualizer, activeId } = useRows(props);

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const element = event.target.closest('[data-place]');
    const row = rows[Number(element?.getAttribute('data-place') ?? -1)];
    if (row === undefined) return;
    props.onActivate(row);
    if (row.kind === 'run' && event.target.closest('[data-fold]') !== null) props.onToggle(row);
  }
  return (
    <div
      ref={scroller}
      className={`isolate overflow-auto border-y border-line ${props.isShort ? 'max-h-[44vh]' : 'max-h-[66vh]'}`}
    >
      <div style={{ minWidth: timeWidthPx + columns.count * minLaneWidthPx }}>
        <LaneHeads hub={props.hub} columns={columns} />
        <span id={helpId} hidden>
          {keyHelp}
        </span>
        <div
          role="treegrid"
          tabIndex={0}
          aria-label={props.label}
          aria-describedby={helpId}
          aria-rowcount={rows.length}
          aria-colcount={2}
          aria-activedescendant={activeId === undefined ? undefined : rowElementId(activeId)}
          className="group/grid relative isolate cursor-default outline-none"
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={keyHandler(props)}
          onClick={onClick}
        >
          <Lifelines count={columns.count} />
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            const above = rows[index - 1];
            if (row === undefined) return null;
            return (
              <div
                key={key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
              >
                <SequenceRowView
                  model={props.model}
                  sequence={sequence}
                  columns={columns}
                  row={row}
                  before={above === undefined ? null : (messageOf(above, sequence)?.at ?? null)}
                  place={index}
                  isActive={index === activePlace}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
