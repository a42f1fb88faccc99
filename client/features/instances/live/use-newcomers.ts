import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { newestPageQuery, type ListHead, type ListQuestion } from '../instances-queries.ts';
import { countNewRows } from './count-new-rows.ts';

interface ShownList {
  readonly hub: string;
  readonly question: ListQuestion;
  readonly head: ListHead | null;
  /** Milliseconds since 1970. */
  readonly readAtMs: number;
  /** The list reads itself again: nobody needs to be told what that would bring. */
  readonly isFollowing: boolean;
}

/** How many rows a refresh would bring. */
export function useNewcomers({ hub, question, head, readAtMs, isFollowing }: ShownList): number {
  const query = newestPageQuery(hub, question);
  const isAsked = head !== null && !isFollowing;
  const newest = useQuery({ ...query, enabled: isAsked });
  const ids = useMemo(() => new Set(head?.rows.map(({ row }) => row.instanceId)), [head]);
  // An answer from before the list was read says nothing about what came after.
  if (!isAsked || newest.data === undefined || newest.dataUpdatedAt <= readAtMs) return 0;
  return Math.max(0, countNewRows({ ids, total: head.total }, newest.data));
}
