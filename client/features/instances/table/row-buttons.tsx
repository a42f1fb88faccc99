import { useRouter } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useEffect, type RefObject } from 'react';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { classNames } from '../../../lib/class-names.ts';
import type { ListHead } from '../instances-queries.ts';
import type { ListPages } from './list-pages.ts';
import type { RowActions } from './row-events.ts';
import { useListEntry } from './use-list-content.ts';
import { usePointedRow } from './use-pointed-row.ts';

interface RowButtonsProps {
  hub: string;
  /** Around all rows. */
  board: RefObject<HTMLDivElement | null>;
  head: ListHead | null;
  pages: ListPages;
  topOf: (index: number) => number;
  onMenu: RowActions['openMenu'];
}

/** Pointing at a row this long announces that it may be opened. */
const intentMs = 60;

/** The buttons of the row that is pointed at or has the focus: one pair for all rows. */
export function RowButtons({ hub, board, head, pages, topOf, onMenu }: RowButtonsProps) {
  const router = useRouter();
  const index = usePointedRow(board);
  const entry = useListEntry(pages, head, index);
  const id = entry?.listed.row.instanceId;
  const kind = entry?.listed.row.kind;

  useEffect(() => {
    if (id === undefined) return undefined;
    const to = kind === 'entity' ? '/hubs/$hub/entities/$instanceId' : '/hubs/$hub/instances/$instanceId';
    const timer = window.setTimeout(
      () => void router.preloadRoute({ to, params: { hub, instanceId: id } }),
      intentMs,
    );
    return () => window.clearTimeout(timer);
  }, [router, hub, id, kind]);

  if (entry === undefined || id === undefined) return null;
  return (
    <div
      style={{ top: topOf(entry.index) }}
      className="pointer-events-none absolute inset-x-0 flex justify-end"
    >
      <div
        data-row={entry.index}
        className={classNames(
          'pointer-events-auto sticky flex h-(--row) w-15 items-center justify-end gap-1 border-b border-line bg-hover pr-2',
          // Beside the mark of the row, not over it.
          entry.listed.presence === 'listed' ? 'right-0' : 'right-15',
        )}
      >
        <CopyButton text={id} what="instance id" />
        <Button
          look="quiet"
          icon={Ellipsis}
          aria-label={`Actions on ${id}`}
          aria-haspopup="menu"
          className="h-6! w-6!"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            onMenu(entry.index, { x: box.right, y: box.bottom });
          }}
        />
      </div>
    </div>
  );
}
