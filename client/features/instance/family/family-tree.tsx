import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { FamilyRow } from '../../../../shared/domain/family-tree.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import { actOn, moveOf, type FamilyMove } from './family-keys.ts';
import { FamilyTreeRow, type Presence } from './family-row.tsx';
import { relativesQuery } from './family-queries.ts';

const rowHeightPx = 28;
/** Lines that pass by while the reader scrolls are not asked for. */
const restMs = 200;

interface FamilyTreeProps {
  hub: string;
  rows: readonly FamilyRow[];
  onToggle: (instanceId: string) => void;
  onRetry: (instanceId: string) => void;
}

/** As text, because the same ids are no reason to ask again. */
function idsIn(rows: readonly FamilyRow[]): string {
  return JSON.stringify(rows.flatMap((row) => (row.kind === 'member' ? [row.instanceId] : [])));
}

function usePresence(hub: string, inSight: readonly FamilyRow[]): (instanceId: string) => Presence {
  const text = idsIn(inSight);
  const [resting, setResting] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setResting(text), restMs);
    return () => window.clearTimeout(timer);
  }, [text]);
  const ids = useMemo(() => JSON.parse(resting) as string[], [resting]);
  const { data } = useQuery(relativesQuery(hub, ids));
  return useMemo(() => {
    const known = new Map<string, Presence>(data?.rows.map((row) => [row.instanceId, row]));
    for (const id of data?.gone ?? []) known.set(id, 'gone');
    return (instanceId) => known.get(instanceId);
  }, [data]);
}

/** Parents above, children below; only the lines in sight are in the page. */
export function FamilyTree({ hub, rows, onToggle, onRetry }: FamilyTreeProps) {
  const navigate = useNavigate();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const self = rows.find((row) => row.kind === 'member' && row.isSelf)?.key ?? '';
  const [chosen, setChosen] = useState<string | null>(null);
  const active = chosen !== null && rows.some(({ key }) => key === chosen) ? chosen : self;
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the React Compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 5,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const presenceOf = usePresence(
    hub,
    items.flatMap(({ index }) => rows[index] ?? []),
  );
  const goTo = (key: string) => {
    setChosen(key);
    virtualizer.scrollToIndex(rows.findIndex((row) => row.key === key));
  };

  function run(move: FamilyMove): void {
    if (move.kind === 'go') goTo(move.key);
    else if (move.kind === 'toggle') onToggle(move.instanceId);
    else if (move.kind === 'retry') onRetry(move.instanceId);
    else if (hub !== importedHub)
      void navigate({
        to: '/hubs/$hub/instances/$instanceId',
        params: { hub, instanceId: move.instanceId },
        search: { tab: 'family' },
      });
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveOf(event.key, rows, active);
    if (move === null) return;
    event.preventDefault();
    run(move);
  }
  const indexOfActive = rows.findIndex(({ key }) => key === active);
  const isActiveDrawn = items.some(({ index }) => index === indexOfActive);
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Family"
      aria-activedescendant={isActiveDrawn ? `${id}-${indexOfActive}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="max-h-[70vh] max-w-5xl resize-y overflow-auto border-y border-line"
      style={{ height: Math.min(rows.length, 24) * rowHeightPx + 2 }}
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <FamilyTreeRow
              key={row.key}
              hub={hub}
              id={`${id}-${index}`}
              row={row}
              presence={row.kind === 'member' ? presenceOf(row.instanceId) : undefined}
              isActive={row.key === active}
              heightPx={rowHeightPx}
              topPx={start}
              onGo={setChosen}
              onToggle={onToggle}
              onAct={(acted) => {
                const move = actOn(acted);
                if (move !== null) run(move);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
