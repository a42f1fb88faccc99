import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useHubChange } from '../../api/use-hub-changes.ts';
import type { Density } from './columns/use-columns.ts';
import { listHeadQuery, type ListHead, type ListQuestion } from './instances-queries.ts';
import { ListPages } from './table/list-pages.ts';
import { rowHeightsPx } from './table/row-geometry.ts';
import { useScroller, type ListScroller } from './table/use-scroller.ts';

/** A list that a page opens with is taken in again if its index, which nobody followed, catches up before this. */
const catchUpMs = 3_000;

export interface InstanceList {
  /** The answer on the screen, perhaps to the question before; `null` while there is none. */
  readonly head: ListHead | null;
  readonly pages: ListPages;
  readonly scroll: ListScroller;
  /** It reads itself again while it is at its top. */
  readonly isFollowing: boolean;
  readonly query: {
    readonly error: Error | null;
    readonly isRefetchError: boolean;
    readonly isFetching: boolean;
    readonly isPlaceholderData: boolean;
    readonly dataUpdatedAt: number;
  };
  /** Reads the list again, from its top. */
  readonly refresh: () => void;
  readonly retry: () => void;
}

interface ListLook {
  readonly density: Density;
  readonly isLive: boolean;
  /** Instance id of the row the reader was at last. */
  readonly selected: string | undefined;
}

type AnchoredList = Pick<InstanceList, 'head' | 'pages' | 'scroll'>;

/** After a reload the row the reader was at may have moved a little: then the list stands where it is found. */
function useAnchor(selected: string | undefined, { head, pages, scroll }: AnchoredList): void {
  const isFound = useRef(false);
  const look = useEffectEvent(() => {
    if (isFound.current || selected === undefined || !scroll.isAtStart()) return;
    const { entries } = pages.contentOf(head);
    const entry = entries.find(({ listed }) => listed.row.instanceId === selected);
    if (entry === undefined) return;
    isFound.current = true;
    scroll.bringIntoView(entry.index);
  });
  useEffect(() => look());
  useEffect(() => pages.subscribe(() => look()), [pages]);
}

/** One moment of the hub as a list: its rows change in place, and only the reader, or the live switch, moves them. */
export function useInstanceList(
  hub: string,
  question: ListQuestion | null,
  { density, isLive, selected }: ListLook,
): InstanceList {
  const client = useQueryClient();
  const query = useQuery(listHeadQuery(hub, question));
  const head = query.data ?? null;
  const shown = head === null ? '' : JSON.stringify([head.hub, head.question]);
  const scroll = useScroller(head?.total ?? 0, rowHeightsPx[density], shown);
  const [pages] = useState(() => new ListPages());
  useAnchor(selected, { head, pages, scroll });
  // Where there are no rows, none can jump.
  const isFollowing = isLive || head?.total === 0;

  const retry = useCallback(
    () => void client.refetchQueries({ queryKey: listHeadQuery(hub, question).queryKey, exact: true }),
    [client, hub, question],
  );

  useHubChange(hub, () => {
    const wasIdle = head?.coverage.state === 'idle' && Date.now() - query.dataUpdatedAt < catchUpMs;
    if ((isFollowing || wasIdle) && scroll.isAtTop()) retry();
  });

  function refresh(): void {
    scroll.toTop();
    retry();
  }

  return { head, pages, scroll, isFollowing, query, refresh, retry };
}
