import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { newestPageQuery } from '../further-queries.ts';
import type { ListHead, ListQuestion } from '../instances-queries.ts';
import type { ListPages } from '../table/list-pages.ts';
import { countNewRows } from './count-new-rows.ts';
import { NewcomersButton } from './newcomers-button.tsx';
import { useWatchedRows } from './use-watched-rows.ts';

interface ListFollowerProps {
  head: ListHead;
  pages: ListPages;
  /** What the address asks, which the list on the screen may not answer yet. */
  question: ListQuestion;
  /** Of the list, in milliseconds since 1970. */
  readAtMs: number;
  /** The list reads itself again: nobody needs to be told what that would bring. */
  isFollowing: boolean;
  onRefresh: () => void;
}

/** Keeps the rows on the screen up to date in their places, and says what a refresh of the list would bring. */
export function ListFollower({ head, pages, question, readAtMs, isFollowing, onRefresh }: ListFollowerProps) {
  useWatchedRows(head, pages);
  const newest = useQuery({ ...newestPageQuery(head.hub, question), enabled: !isFollowing });
  const ids = useMemo(() => new Set(head.rows.map(({ row }) => row.instanceId)), [head]);
  // An answer from before the list was read says nothing about what came after.
  const isNewer = !isFollowing && newest.data !== undefined && newest.dataUpdatedAt > readAtMs;
  const count = isNewer ? countNewRows({ ids, total: head.total }, newest.data) : 0;
  return <NewcomersButton count={Math.max(0, count)} onRefresh={onRefresh} />;
}
