import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { usePreferences } from '../../../lib/preferences.ts';
import { HistoryEventDetail } from './history-event-detail.tsx';
import { HistoryRowView } from './history-row-view.tsx';
import type { HistoryRow } from './history-rows.ts';

const rowHeightPx = 33;

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

interface HistoryTableProps {
  hub: string;
  instanceId: string;
  rows: readonly HistoryRow[];
  /** Row key of the open event. */
  openKey: string | undefined;
  onOpen: (rowKey: string | undefined) => void;
}

export function HistoryTable({ hub, instanceId, rows, openKey, onOpen }: HistoryTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [pointedKey, setPointedKey] = useState<string | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.event.rowKey ?? index,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    useFlushSync: false,
  });
  const indexOf = (rowKey: string) => rows.findIndex((row) => row.event.rowKey === rowKey);
  const reveal = (rowKey: string) => {
    const index = indexOf(rowKey);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'center' });
  };

  const linkedKey = useRef(openKey);
  const hasLinkedRow = linkedKey.current !== undefined && indexOf(linkedKey.current) >= 0;
  useEffect(() => {
    if (!hasLinkedRow || linkedKey.current === undefined) return;
    reveal(linkedKey.current);
    linkedKey.current = undefined;
  });

  const activeKey = pointedKey ?? openKey;
  const partners = rows.find((row) => row.event.rowKey === activeKey)?.partners ?? [];
  const items = virtualizer.getVirtualItems();
  const paddingTop = items[0]?.start ?? 0;
  const paddingBottom = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      className="max-h-[75vh] overflow-auto"
      tabIndex={0}
      role="region"
      aria-label="History events"
    >
      <table className="w-full min-w-[840px] table-fixed border-collapse" aria-rowcount={rows.length + 1}>
        <HistoryHead />
        {paddingTop > 0 && <Spacer heightPx={paddingTop} />}
        {items.map(({ index, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const { rowKey } = row.event;
          return (
            <tbody key={key} data-index={index} ref={virtualizer.measureElement}>
              <HistoryRowView
                hub={hub}
                row={row}
                before={rows[index - 1]?.event.timestamp ?? null}
                isOpen={rowKey === openKey}
                isPartner={partners.includes(rowKey)}
                onPoint={setPointedKey}
                onToggle={(toggled) => onOpen(toggled === openKey ? undefined : toggled)}
                onShow={(shown) => {
                  onOpen(shown);
                  reveal(shown);
                }}
              />
              {rowKey === openKey && (
                <tr>
                  <td colSpan={columns.length} className="bg-canvas p-0">
                    <HistoryEventDetail hub={hub} instanceId={instanceId} event={row.event} />
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
        {paddingBottom > 0 && <Spacer heightPx={paddingBottom} />}
      </table>
    </div>
  );
}
