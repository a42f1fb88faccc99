import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { usePreferences } from '../../../lib/preferences.ts';
import { groupOfLine } from './history-groups.ts';
import { HistoryLine } from './history-line.tsx';
import { indexOfRow, rowAt, type HistorySource } from './history-rows.ts';
import type { ShownLines } from './use-history-lines.ts';

const rowHeightPx = 33;
const overscanRows = 3;

const columns = [
  { label: '#', width: 'w-16', isRight: true },
  { label: 'Time', width: 'w-28' },
  { label: 'Δ', width: 'w-24', isRight: true, title: 'Since the event before' },
  { label: 'Type', width: 'w-60 xl:w-72' },
  { label: 'Name', width: 'w-36 xl:w-52' },
  { label: 'Ids', width: 'w-20', title: 'Its own id, or the id of what it completes' },
  { label: 'Details', width: 'w-auto' },
] as const satisfies readonly { label: string; width: string; isRight?: boolean; title?: string }[];

function HistoryHead() {
  const { timeZone } = usePreferences();
  return (
    <thead className="sticky top-0 z-10 bg-canvas shadow-[0_1px_0_var(--line-strong)]">
      <tr>
        {columns.map((column) => (
          <th
            key={column.label}
            scope="col"
            title={'title' in column ? column.title : undefined}
            className={`${column.width} px-2 py-1.5 font-medium text-ink-muted ${'isRight' in column ? 'text-right' : 'text-left'}`}
          >
            {column.label}
            {column.label === 'Time' && timeZone === 'UTC' && ' (UTC)'}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Keeps the scrollbar as long as the rows that are not in the page would make it. */
function Spacer({ heightPx }: { heightPx: number }) {
  return (
    <tbody aria-hidden>
      <tr>
        <td colSpan={columns.length} style={{ height: heightPx, padding: 0 }} />
      </tr>
    </tbody>
  );
}

/** Scrolls to the row that the address names, and to those that are jumped to, as soon as they are there. */
function useReveal(
  wanted: string | undefined,
  indexOf: (rowKey: string) => number,
  reveal: (index: number) => void,
) {
  const key = useRef(wanted);
  useEffect(() => {
    if (key.current === undefined) return;
    const index = indexOf(key.current);
    if (index < 0) return;
    reveal(index);
    key.current = undefined;
  });
  return useCallback((rowKey: string) => {
    key.current = rowKey;
  }, []);
}

interface HistoryTableProps {
  hub: string;
  instanceId: string;
  source: HistorySource;
  lines: ShownLines;
  /** Row key of the open event. */
  openKey: string | undefined;
  onOpen: (rowKey: string | undefined) => void;
}

export function HistoryTable({ hub, instanceId, source, lines: shown, openKey, onOpen }: HistoryTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [pointedKey, setPointedKey] = useState<string | null>(null);
  const { lines, groups } = shown;
  // With another function all places are reckoned anew.
  const keyOf = useCallback(
    (index: number): string => {
      const line = lines[index] ?? 0;
      const group = groupOfLine(line);
      return group === null ? (source.events[line]?.rowKey ?? '') : `step ${groups[group]?.id ?? ''}`;
    },
    [source, lines, groups],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    // Drawn with the scrolling and not behind it: one frame a step instead of two, and no gap at its edge.
    useFlushSync: true,
  });
  const indexOf = (rowKey: string) => {
    const place = indexOfRow(source.events, rowKey);
    return place < 0 ? -1 : lines.indexOf(place);
  };
  const revealSoon = useReveal(openKey, indexOf, (index) =>
    virtualizer.scrollToIndex(index, { align: 'center' }),
  );

  const activeKey = pointedKey ?? openKey;
  const partners = useMemo(() => {
    const index = activeKey === undefined ? -1 : indexOfRow(source.events, activeKey);
    return rowAt(source, index)?.partners ?? [];
  }, [source, activeKey]);
  const items = virtualizer.getVirtualItems();
  const paddingTop = items[0]?.start ?? 0;
  const paddingBottom = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  const show = useCallback(
    (rowKey: string) => {
      shown.uncover(rowKey);
      revealSoon(rowKey);
      onOpen(rowKey);
    },
    [shown, revealSoon, onOpen],
  );
  return (
    <div
      ref={scroller}
      className="max-h-[75vh] overflow-auto"
      tabIndex={0}
      role="region"
      aria-label="History events"
    >
      <table className="w-full min-w-[840px] table-fixed border-collapse" aria-rowcount={lines.length + 1}>
        <HistoryHead />
        {paddingTop > 0 && <Spacer heightPx={paddingTop} />}
        {items.map(({ index, key }) => (
          <tbody key={key} data-index={index} ref={virtualizer.measureElement}>
            <HistoryLine
              hub={hub}
              instanceId={instanceId}
              source={source}
              shown={shown}
              index={index}
              columnCount={columns.length}
              isOpen={key === openKey}
              isPartner={partners.includes(String(key))}
              onOpen={onOpen}
              onShow={show}
              onPoint={setPointedKey}
            />
          </tbody>
        ))}
        {paddingBottom > 0 && <Spacer heightPx={paddingBottom} />}
      </table>
    </div>
  );
}
