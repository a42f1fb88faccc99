import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { JobItem } from '../../../../shared/contract/jobs.ts';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { ItemStateMark } from './job-marks.tsx';

interface JobItemRowsProps {
  hub: string;
  items: readonly JobItem[];
  /** Of which not all may have been read. */
  total: number;
  /** The last one read came into sight. */
  onEnd: () => void;
}

const rowHeightPx = 32;
const columns =
  'grid grid-cols-[64px_minmax(160px,1fr)_104px_minmax(200px,2fr)_112px] items-center gap-x-3 px-4';

function ItemRow({ hub, item }: { hub: string; item: JobItem }) {
  const words = item.message === null ? null : toVisibleText(item.message);
  return (
    <>
      <span role="cell" className="text-right text-ink-muted tabular-nums">
        {formatCount(item.position + 1)}
      </span>
      <span role="cell" className="min-w-0">
        <InstanceLink hub={hub} instanceId={item.instanceId} />
      </span>
      <span role="cell" className="flex">
        <ItemStateMark state={item.state} />
      </span>
      <span role="cell" title={words ?? undefined} className="min-w-0 truncate">
        {item.code !== null && <span className="mr-2 font-mono text-sm text-ink-muted">{item.code}</span>}
        {words}
      </span>
      <span role="cell">{item.at !== null && <InstantText instant={item.at} />}</span>
    </>
  );
}

/** A list of any length: only the rows in sight are in the page. */
export function JobItemRows({ hub, items, total, onEnd }: JobItemRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
    useFlushSync: false,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 1) onEnd();
  }, [last, items.length, onEnd]);
  return (
    <div
      ref={scroller}
      role="table"
      aria-label="Results"
      aria-rowcount={total + 1}
      tabIndex={0}
      className="max-h-[max(240px,calc(100vh-420px))] overflow-auto border-t border-line"
    >
      <div className="min-w-[760px]">
        <div
          role="row"
          aria-rowindex={1}
          className={`${columns} sticky top-0 z-10 h-8 border-b border-line bg-canvas font-medium text-ink-muted`}
        >
          <span role="columnheader" className="text-right">
            No.
          </span>
          <span role="columnheader">Instance</span>
          <span role="columnheader">Result</span>
          <span role="columnheader">Why</span>
          <span role="columnheader">When</span>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(({ key, index, start }) => {
            const item = items[index];
            return item === undefined ? null : (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={`${columns} absolute top-0 right-0 left-0 border-b border-line`}
                style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
              >
                <ItemRow hub={hub} item={item} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
