import { useRouter } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatExact } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { ListEntry } from './list-entries.ts';
import { rowIndexAt } from './row-at.ts';
import type { RowActions } from './row-events.ts';

interface RowButtonsProps {
  hub: string;
  /** Around all rows. */
  board: RefObject<HTMLDivElement | null>;
  entries: readonly ListEntry[];
  topOf: (index: number) => number;
  onMenu: RowActions['openMenu'];
}

/** Pointing at a row this long announces that it may be opened. */
const intentMs = 60;

function nameTime(target: EventTarget | null, timeZone: Parameters<typeof formatExact>[1]): void {
  if (!(target instanceof Element)) return;
  const cell = target.closest<HTMLElement>('[data-instant]');
  if (cell?.dataset.instant !== undefined) cell.title = formatExact(cell.dataset.instant, timeZone);
}

/** The buttons of the row that is pointed at or has the focus: one pair for all rows. */
export function RowButtons({ hub, board, entries, topOf, onMenu }: RowButtonsProps) {
  const router = useRouter();
  const { timeZone } = usePreferences();
  const [index, setIndex] = useState<number | null>(null);
  const entry = entries.find((one) => one.index === index);
  const id = entry?.listed.row.instanceId;
  const kind = entry?.listed.row.kind;

  const follow = useEffectEvent((event: Event) => {
    nameTime(event.target, timeZone);
    const at = rowIndexAt(event.target);
    if (at !== null) setIndex(at);
  });
  useEffect(() => {
    const element = board.current;
    const listen = (event: Event) => follow(event);
    const leave = () => setIndex(null);
    element?.addEventListener('pointerover', listen);
    element?.addEventListener('focusin', listen);
    element?.addEventListener('pointerleave', leave);
    return () => {
      element?.removeEventListener('pointerover', listen);
      element?.removeEventListener('focusin', listen);
      element?.removeEventListener('pointerleave', leave);
    };
  }, [board]);

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
      data-row={entry.index}
      style={{ top: topOf(entry.index) }}
      className="absolute right-0 flex h-(--row) w-15 items-center justify-end gap-1 pr-2"
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
  );
}
