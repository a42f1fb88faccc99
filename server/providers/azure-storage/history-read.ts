import type { HistoryEvent, HistoryPage } from '../../../shared/contract/history.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { AppError } from '../../errors.ts';
import type { HistoryRequest } from '../../task-hub/task-hub.ts';
import { escapePartitionKey, odataString } from './format/partition-key.ts';
import { measureEventBlobs } from './history-blobs.ts';
import { ordinalOf, toHistoryEvent } from './history-event.ts';
import { markRowKey, readHistoryMark, type HistoryMark } from './history-mark.ts';
import type { HubStorage } from './hub-storage.ts';
import { keyOf, RowReader, type RawRow } from './row-reader.ts';
import { readRowPage, type Continuation } from './table-reads.ts';

const maxPageRows = 1000;

/**
 * A cursor is `after:<row key>`. It needs no memory on either side, so a reader that follows a running instance can
 * build one from the last event it knows; when the page then names another execution, it starts over.
 */
const cursorPrefix = 'after:';

function parseCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!cursor.startsWith(cursorPrefix)) {
    throw new AppError('invalid-request', 'This is no cursor of a history.');
  }
  return cursor.slice(cursorPrefix.length);
}

interface RowsRead {
  readonly rows: readonly RawRow[];
  readonly hasMore: boolean;
}

async function queryRows(storage: HubStorage, filter: string, limit: number): Promise<RowsRead> {
  const rows: RawRow[] = [];
  let continuation: Continuation | undefined;
  do {
    const maxRows = Math.min(limit - rows.length, maxPageRows);
    const page = await readRowPage(storage, storage.history, { filter, maxRows, continuation });
    rows.push(...page.rows);
    continuation = page.continuation;
  } while (continuation !== undefined && rows.length < limit);
  return { rows, hasMore: continuation !== undefined };
}

function executionOf(raw: RawRow): string | null {
  return new RowReader(raw).text('ExecutionId');
}

function missingRange(from: number, to: number): string {
  return from === to
    ? `Row ${from} of the history is missing.`
    : `Rows ${from} to ${to} of the history are missing.`;
}

/** Rows are numbered without gaps; a jump means that rows were lost. */
function findGaps(events: readonly HistoryEvent[], firstExpected: number | null): string[] {
  const gaps: string[] = [];
  let expected = firstExpected;
  for (const { ordinal } of events) {
    if (ordinal === null) continue;
    if (expected !== null && ordinal > expected) gaps.push(missingRange(expected, ordinal - 1));
    expected = ordinal + 1;
  }
  return gaps;
}

interface PageParts {
  readonly mark: HistoryMark;
  readonly executionId: string | null;
  readonly events: readonly HistoryEvent[];
  readonly read: RowsRead;
  readonly after: string | null;
}

function pageProblems({ mark, executionId, events, read, after }: PageParts): string[] {
  const isFirst = after === null;
  const problems = [...mark.problems];
  if (!mark.exists && read.rows.length > 0) {
    problems.push('The mark that ends every history (sentinel row) is missing.');
  }
  if (mark.exists && isFirst && events.length === 0 && !read.hasMore) {
    problems.push(`The history has no rows of execution ${String(executionId)}.`);
  }
  return [...problems, ...findGaps(events, isFirst ? 0 : (ordinalOf(after) ?? -1) + 1)];
}

export async function readHistory(
  storage: HubStorage,
  instanceId: string,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const after = parseCursor(request.cursor);
  const mark = await readHistoryMark(storage, instanceId);
  const key = odataString(escapePartitionKey(instanceId));
  const range = `RowKey gt ${odataString(after ?? '')} and RowKey lt ${odataString(markRowKey)}`;
  const read = await queryRows(storage, `PartitionKey eq ${key} and ${range}`, request.limit);
  const [first] = read.rows;
  const executionId = mark.executionId ?? (first === undefined ? null : executionOf(first));
  const own = read.rows.filter((row) => [executionId, null].includes(executionOf(row)));
  const known = own.map((row) => toHistoryEvent(row, executionId ?? ''));
  const events = await measureEventBlobs(storage, own, known);
  const last = read.rows.at(-1);
  return {
    executionId: mark.exists || read.rows.length > 0 ? executionId : null,
    events,
    nextCursor: read.hasMore && last !== undefined ? cursorPrefix + keyOf(last, 'RowKey') : null,
    leftoverRows: read.rows.length - own.length,
    isCheckpointComplete: mark.isCheckpointComplete,
    problems: pageProblems({ mark, executionId, events, read, after }),
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
  const { rows } = await queryRows(storage, conditions.join(' and '), maxPageRows);
  if (executionId === null) return null;
  const own = rows.filter((row) => executionOf(row) === executionId);
  // The emulator compares times by the millisecond.
  return (
    own.map((row) => toHistoryEvent(row, executionId)).find((event) => event.timestamp === timestamp) ?? null
  );
}
