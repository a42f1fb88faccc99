import { replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { replaceListed, watchedRowsQuery, type WatchedRows } from '../further-queries.ts';
import type { ListedRow, ListHead } from '../instances-queries.ts';
import type { ListPages } from '../table/list-pages.ts';
import { useListContent } from '../table/use-list-content.ts';

/** Rows that pass by while the reader scrolls are not asked for. */
const restMs = 300;

interface DrawnRange {
  readonly first: number;
  readonly last: number;
}

function freshListed(listed: ListedRow, fresh: InstanceRow | undefined, isMatching: boolean): ListedRow {
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

/** Where the rows on the screen came to rest. */
function useRestingRange(drawn: ListPages['drawn']): DrawnRange {
  const [range, setRange] = useState<DrawnRange>({ first: drawn.first, last: drawn.last });
  useEffect(() => {
    let timer = 0;
    const follow = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setRange({ first: drawn.first, last: drawn.last }), restMs);
    };
    follow();
    const stop = drawn.subscribe(follow);
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [drawn]);
  return range;
}

/** Keeps the rows on the screen as they are in the hub, each in its place. */
export function useWatchedRows(head: ListHead, pages: ListPages): void {
  const client = useQueryClient();
  const { entries } = useListContent(pages, head);
  const { first, last } = useRestingRange(pages.drawn);
  // As text, because the same ids in the same places are no reason to ask again.
  const text = JSON.stringify(
    entries.filter(({ index }) => index >= first && index <= last).map(({ listed }) => listed.row.instanceId),
  );
  const ids = useMemo(() => JSON.parse(text) as string[], [text]);
  const { data } = useQuery(watchedRowsQuery(head.hub, ids, head.question.q));
  const put = useEffectEvent((fresh: WatchedRows) => replaceListed(client, head, changeOf(fresh)));
  useEffect(() => {
    if (data !== undefined) put(data);
  }, [data]);
}
