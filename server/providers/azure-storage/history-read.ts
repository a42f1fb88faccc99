import type { HistoryEvent, HistoryPage } from '../../../shared/contract/history.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { HistoryRequest, HistoryScan } from '../../task-hub/task-hub.ts';
import { escapePartitionKey, odataString } from './format/partition-key.ts';
import { parseHistoryCursor } from './history-cursor.ts';
import { toHistoryEvent } from './history-event.ts';
import { readHistoryMark } from './history-mark.ts';
import { executionOf, PageMaker } from './history-page.ts';
import { queryRows, readRowsAfter, readRowsAhead } from './history-rows.ts';
import type { HubStorage } from './hub-storage.ts';

const maxEventsOfOneTime = 1000;

export async function readHistory(
  storage: HubStorage,
  instanceId: string,
  { cursor, limit }: HistoryRequest,
): Promise<HistoryPage> {
  const after = parseHistoryCursor(cursor);
  const mark = await readHistoryMark(storage, instanceId);
  const read = await readRowsAfter(storage, { instanceId, after: after ?? '' }, limit);
  return new PageMaker(storage, mark, after).page(read);
}

/**
 * Pages whose last one alone has no next cursor. A reading in several parts takes its time: the last page then says
 * which execution the history belongs to by now.
 */
export async function* scanHistory(
  storage: HubStorage,
  instanceId: string,
  { cursor, signal }: HistoryScan,
): AsyncGenerator<HistoryPage> {
  const after = parseHistoryCursor(cursor);
  const pages = new PageMaker(storage, await readHistoryMark(storage, instanceId), after);
  let parts = 0;
  for await (const read of readRowsAhead(storage, { instanceId, after: after ?? '', signal })) {
    parts++;
    if (read.hasMore && read.rows.length === 0) continue;
    const page = await pages.page(read);
    if (page.nextCursor === null && parts > 1) {
      yield { ...page, ...(await lastWords(storage, instanceId, page)) };
      return;
    }
    yield page;
  }
}

async function lastWords(
  storage: HubStorage,
  instanceId: string,
  page: HistoryPage,
): Promise<Pick<HistoryPage, 'executionId' | 'isCheckpointComplete' | 'problems'>> {
  const { executionId, isCheckpointComplete, problems } = await readHistoryMark(storage, instanceId);
  return {
    executionId: executionId ?? page.executionId,
    isCheckpointComplete,
    problems: [...new Set([...page.problems, ...problems])],
  };
}

/** Event timestamps identify messages: the event a message caused carries the same one to the last digit. */
export async function findHistoryEvent(
  storage: HubStorage,
  instanceId: string,
  eventType: string,
  timestamp: Instant,
): Promise<HistoryEvent | null> {
  const conditions = [
    `PartitionKey eq ${odataString(escapePartitionKey(instanceId))}`,
    `EventType eq ${odataString(eventType)}`,
    `_Timestamp eq datetime'${timestamp}'`,
  ];
  const { executionId } = await readHistoryMark(storage, instanceId);
  const { rows } = await queryRows(storage, conditions.join(' and '), { limit: maxEventsOfOneTime });
  if (executionId === null) return null;
  const own = rows.filter((row) => executionOf(row) === executionId);
  // The emulator compares times by the millisecond.
  return (
    own.map((row) => toHistoryEvent(row, executionId)).find((event) => event.timestamp === timestamp) ?? null
  );
}
