import { listInstances } from '../../../../shared/contract/instances.ts';
import { callEndpoint } from '../../../api/call-endpoint.ts';
import type { ListHead } from '../instances-queries.ts';

/** As many as one question may ask for: a range is read in few of them. */
const blockRows = 1_000;

interface Range {
  /** Places in the list, both ends included. */
  readonly first: number;
  readonly last: number;
}

/** The ids of rows by their places in the list. */
export async function readRange(
  head: ListHead,
  { first, last }: Range,
  signal: AbortSignal,
): Promise<string[]> {
  const count = last - first + 1;
  const ids = head.rows.slice(first, last + 1).map(({ row }) => row.instanceId);
  let cursor = head.nextCursor;
  let skip = Math.max(0, first - head.rows.length);
  while (cursor !== null && ids.length < count) {
    const query = { ...head.question, limit: Math.min(blockRows, count - ids.length), cursor, skip };
    const { rows, nextCursor } = await callEndpoint(
      listInstances,
      { params: { hub: head.hub }, query },
      signal,
    );
    ids.push(...rows.map(({ instanceId }) => instanceId));
    cursor = nextCursor;
    skip = 0;
  }
  return ids;
}
