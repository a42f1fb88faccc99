import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { listInstances, type InstanceRow } from '../../../shared/contract/instances.ts';
import { watchedInstances } from '../../../shared/contract/watched-instances.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { indexLevel, pagedLevel } from '../../api/query-levels.ts';
import {
  listed,
  listHeadQuery,
  pageRows,
  still,
  type ListedRow,
  type ListHead,
  type ListPage,
  type ListQuestion,
} from './instances-queries.ts';

// What is asked once the first rows are on the screen, apart from what draws them.

/** Pages kept beside those on the screen. */
const keptPages = 30;

function pageLevel({ hub, question, nextCursor }: ListHead) {
  return [...pagedLevel(hub), 'instances', question, 'pages', nextCursor] as const;
}

function pageKey(head: ListHead, page: number) {
  return [...pageLevel(head), page] as const;
}

/** Read on from the closest page before it: scrolling costs the same everywhere, only a jump costs more. */
function wayTo(client: QueryClient, head: ListHead, page: number): { cursor: string; skip?: number } {
  let from = { page: 0, cursor: head.nextCursor ?? '' };
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: pageLevel(head) })) {
    const known = numberOf(queryKey);
    const cursor = client.getQueryData<ListPage>(queryKey)?.nextCursor ?? null;
    if (cursor !== null && known < page && known > from.page) from = { page: known, cursor };
  }
  const skip = (page - from.page - 1) * pageRows;
  return skip === 0 ? { cursor: from.cursor } : { cursor: from.cursor, skip };
}

/** Page 0 is the head itself. */
export function listPageQuery(client: QueryClient, head: ListHead, page: number) {
  const { hub, question } = head;
  return queryOptions({
    queryKey: pageKey(head, page),
    queryFn: async ({ signal }): Promise<ListPage> => {
      const query = { ...question, limit: pageRows, ...wayTo(client, head, page) };
      const answer = await callEndpoint(listInstances, { params: { hub }, query }, signal);
      dropFarPages(client, head, page);
      return { rows: listed(answer.rows), nextCursor: answer.nextCursor };
    },
    ...still,
  });
}

/** What a few screens hold tells well enough what rows look like. */
const sampledRows = 500;

/** Rows of the hub that were read for a list. */
export function rowsAtHand(client: QueryClient, hub: string): readonly InstanceRow[] {
  const pages = client.getQueriesData<ListPage>({ queryKey: [...pagedLevel(hub), 'instances'] });
  const rows = pages.flatMap(([, page]) => page?.rows ?? []);
  return rows.slice(-sampledRows).map(({ row }) => row);
}

function numberOf(key: readonly unknown[]): number {
  return Number(key.at(-1));
}

/** A reader who scrolls through a million rows leaves only the last few pages behind. */
function dropFarPages(client: QueryClient, head: ListHead, centre: number): void {
  const pages = client.getQueryCache().findAll({ queryKey: pageLevel(head), type: 'inactive' });
  const far = pages.sort(
    (a, b) => Math.abs(numberOf(a.queryKey) - centre) - Math.abs(numberOf(b.queryKey) - centre),
  );
  for (const { queryKey } of far.slice(keptPages)) client.removeQueries({ queryKey, exact: true });
}

/** Puts rows read since into the list, in their places. */
export function replaceListed(
  client: QueryClient,
  head: ListHead,
  change: (listed: ListedRow) => ListedRow,
): void {
  const keys = [listHeadQuery(head.hub, head.question).queryKey, pageLevel(head)];
  for (const queryKey of keys)
    for (const { queryKey: key, state } of client.getQueryCache().findAll({ queryKey }))
      // The answer is as old as it was, only some of its rows are younger.
      client.setQueryData<ListPage>(key, (page) => page && withRows(page, change), {
        updatedAt: state.dataUpdatedAt,
      });
}

function withRows(page: ListPage, change: (listed: ListedRow) => ListedRow): ListPage {
  const rows = page.rows.map(change);
  return rows.every((row, place) => row === page.rows[place]) ? page : { ...page, rows };
}

/** The first page as it would be read now, beside the list that stays as it is. */
export function newestPageQuery(hub: string, question: ListQuestion | null) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'newest-instances', question],
    queryFn: ({ signal }) =>
      callEndpoint(listInstances, { params: { hub }, query: { ...question, limit: pageRows } }, signal),
  });
}

/** An address line that every proxy and server takes. */
const maxAddressChars = 6_000;

function chunks(ids: readonly string[]): string[][] {
  const all: string[][] = [[]];
  let chars = 0;
  for (const id of ids) {
    chars += encodeURIComponent(id).length + 4;
    if (chars > maxAddressChars) {
      all.push([]);
      chars = encodeURIComponent(id).length + 4;
    }
    all.at(-1)?.push(id);
  }
  return all;
}

export interface WatchedRows {
  readonly asked: readonly string[];
  readonly rows: readonly InstanceRow[];
  readonly matching: readonly string[];
}

/** The rows on the screen as they are now. */
export function watchedRowsQuery(hub: string, ids: readonly string[], q: string) {
  return queryOptions({
    queryKey: [...indexLevel(hub), 'watched-instances', q, ids],
    queryFn: async ({ signal }): Promise<WatchedRows> => {
      const answers = await Promise.all(
        chunks(ids).map((id) =>
          callEndpoint(watchedInstances, { params: { hub }, query: { id, q } }, signal),
        ),
      );
      return {
        asked: ids,
        rows: answers.flatMap(({ rows }) => rows),
        matching: answers.flatMap(({ matching }) => matching),
      };
    },
    enabled: ids.length > 0,
    gcTime: 0,
  });
}
