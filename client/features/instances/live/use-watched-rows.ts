import { replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import {
  replaceListed,
  watchedRowsQuery,
  type ListedRow,
  type ListHead,
  type WatchedRows,
} from '../instances-queries.ts';
import type { ListPages } from '../table/use-list-pages.ts';

/** Rows that pass by while the reader scrolls are not asked for. */
const restMs = 300;

interface DrawnRange {
  readonly first: number;
  readonly last: number;
}

export function freshListed(
  listed: ListedRow,
  fresh: InstanceRow | undefined,
  isMatching: boolean,
): ListedRow {
  if (fresh === undefined) return listed.presence === 'gone' ? listed : { row: listed.row, presence: 'gone' };
  const presence = isMatching ? 'listed' : 'unmatching';
  // A younger answer can overtake an older one.
  if (fresh.rowVersion < listed.row.rowVersion) return listed;
  const row = replaceEqualDeep(listed.row, fresh);
  return row === listed.row && presence === listed.presence ? listed : { row, presence };
}

function changeOf({ asked, rows, matching }: WatchedRows): (listed: ListedRow) => ListedRow {
  const wanted = new Set(asked);
  const rowsById = new Map(rows.map((row) => [row.instanceId, row]));
  const matches = new Set(matching);
  return (listed) => {
    const { instanceId } = listed.row;
    if (!wanted.has(instanceId)) return listed;
    return freshListed(listed, rowsById.get(instanceId), matches.has(instanceId));
  };
}

/** Keeps the rows on the screen as they are in the hub, each in its place. Returns whom to tell what is drawn. */
export function useWatchedRows(head: ListHead | null, { entries, onRange }: ListPages): ListPages['onRange'] {
  const client = useQueryClient();
  const timer = useRef(0);
  const [drawn, setDrawn] = useState<DrawnRange>({ first: 0, last: 0 });
  const { first, last } = drawn;
  // Their text, because the same ids in the same places are no reason to ask again.
  const text = JSON.stringify(
    entries.filter(({ index }) => index >= first && index <= last).map(({ listed }) => listed.row.instanceId),
  );
  const ids = useMemo(() => JSON.parse(text) as string[], [text]);
  const { data } = useQuery(watchedRowsQuery(head?.hub ?? '', ids, head?.question.q ?? ''));

  useEffect(() => {
    if (head !== null && data !== undefined) replaceListed(client, head, changeOf(data));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- each answer is put in once, whatever list it finds
  }, [client, data]);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  return useMemo(
    () => (from: number, to: number) => {
      onRange(from, to);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setDrawn({ first: from, last: to }), restMs);
    },
    [onRange],
  );
}
