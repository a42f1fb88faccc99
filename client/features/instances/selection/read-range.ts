import type { QueryClient } from '@tanstack/react-query';
import { listPageQuery } from '../further-queries.ts';
import { pageRows, type ListHead, type ListPage } from '../instances-queries.ts';

/** A longer range is asked for as a filter, not row by row. */
export const maxRangeRows = 5_000;

async function readPage(client: QueryClient, head: ListHead, page: number): Promise<ListPage> {
  return page === 0 ? head : client.query(listPageQuery(client, head, page));
}

/** The ids of rows by their places in the list, both ends included. */
export async function readRange(
  client: QueryClient,
  head: ListHead,
  first: number,
  last: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let page = Math.floor(first / pageRows); page * pageRows <= last; page += 1) {
    const { rows } = await readPage(client, head, page);
    rows.forEach(({ row }, place) => {
      const index = page * pageRows + place;
      if (index >= first && index <= last) ids.push(row.instanceId);
    });
  }
  return ids;
}
