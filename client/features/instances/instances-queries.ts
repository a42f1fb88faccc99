import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import { listInstances, watchedInstances, type InstanceRow } from '../../../shared/contract/instances.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import { indexLevel, pagedLevel } from '../../api/query-levels.ts';
import type { ListOrder } from './instance-list-search.ts';

/** What a list shows and in which order; `q` holds only what the server understands. */
export interface ListQuestion extends ListOrder {
  readonly q: string;
}

/** Rows stay where they are for as long as somebody reads them, whatever becomes of their instances. */
export interface ListedRow {
  readonly row: InstanceRow;
  readonly presence: 'listed' | 'unmatching' | 'gone';
}

/** The first page, which says how long the list is and which moment of the hub its further pages show. */
export interface ListHead extends Omit<ResultOf<typeof listInstances>, 'rows'> {
  readonly rows: readonly ListedRow[];
  readonly hub: string;
  readonly question: ListQuestion;
}

export interface ListPage {
  readonly rows: readonly ListedRow[];
  readonly nextCursor: string | null;
}

export const pageRows = 100;
/** Pages kept beside those on the screen. */
const keptPages = 30;

/** The list never reads itself again: whoever looks at it decides when its rows may move. */
const still = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

function listed(rows: readonly InstanceRow[]): ListedRow[] {
  return rows.map((row) => ({ row, presence: 'listed' }));
}

export function listHeadQuery(hub: string, question: ListQuestion) {
  return queryOptions({
    queryKey: [...pagedLevel(hub), 'instances', question, 'head'],
    queryFn: async ({ signal }): Promise<ListHead> => {
      const query = { ...question, limit: pageRows };
      const answer = await callEndpoint(listInstances, { params: { hub }, query }, signal);
      return { ...answer, rows: listed(answer.rows), hub, question };
    },
    placeholderData: keepPreviousData,
    ...still,
  });
}

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
export function newestPageQuery(hub: string, question: ListQuestion) {
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
