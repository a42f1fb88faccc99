import { readFileSync } from 'node:fs';
import type { TableClient } from '@azure/data-tables';
import { decodeBody } from '../providers/azure-storage/format/message-data.ts';
import type { StorageHub } from './storage-hub.ts';

type RawRow = Record<string, unknown> & { PartitionKey: string; RowKey: string };

interface RecordedChange {
  /** `null` = there was no row. */
  readonly before: RawRow | null;
  readonly after: RawRow;
}

/** A command of the engine's own client, with what it left in storage. */
interface RecordedCommand {
  readonly command: string;
  readonly messages: readonly { readonly queue: string; readonly text: string }[];
  readonly instances: readonly RecordedChange[];
  readonly history: readonly RecordedChange[];
  readonly blobsRemoved: readonly string[];
}

/** The members that differ from one sending to the next. */
export interface WireMessage {
  ActivityId: string;
  SequenceNumber: number;
  TaskMessage: { Event: { Timestamp: string; Input?: string | null; ScheduledStartTime?: string | null } };
}

const file = new URL('../../e2e/fixtures/commands.json', import.meta.url);
const recordings = JSON.parse(readFileSync(file, 'utf8')) as RecordedCommand[];

export function recordedCommand(name: string): RecordedCommand {
  const found = recordings.find(({ command }) => command === name);
  if (found === undefined) throw new TypeError(`no command "${name}" was recorded`);
  return found;
}

/** The hub of the recordings, without regard to case. */
export const recordedHubName = 'CommandsHub';
export const controlQueues = ['control-00', 'control-01', 'control-02', 'control-03'] as const;

interface QueuedMessage {
  readonly queue: string;
  readonly json: string;
  readonly encoding: 'utf8' | 'base64';
  readonly expiresOn: Date;
}

/** The visible messages of all control queues. */
export async function queuedMessages(storage: StorageHub): Promise<QueuedMessage[]> {
  const messages: QueuedMessage[] = [];
  for (const queue of controlQueues) {
    const { peekedMessageItems } = await storage.queue(queue).peekMessages({ numberOfMessages: 32 });
    for (const { messageText, expiresOn } of peekedMessageItems)
      messages.push({ queue, expiresOn, ...decodeBody(messageText) });
  }
  return messages;
}

/** The recorded text with what differs from one sending to the next taken from ours. */
export function asSentNow(text: string, ours: WireMessage): string {
  const theirs = JSON.parse(text) as WireMessage;
  return text
    .replace(theirs.ActivityId, ours.ActivityId)
    .replace(theirs.TaskMessage.Event.Timestamp, ours.TaskMessage.Event.Timestamp)
    .replace(
      `"SequenceNumber":${theirs.SequenceNumber},"Sender"`,
      `"SequenceNumber":${ours.SequenceNumber},"Sender"`,
    );
}

/** Every column with its type, system columns left out; `null` = no row. */
type TypedRow = Readonly<Record<string, string>> | null;

/** A recorded row in the same form. */
export function recordedRow(raw: RawRow): TypedRow {
  const cells: Record<string, string> = {};
  for (const [column, value] of Object.entries(raw)) {
    if (column.includes('odata.') || ['PartitionKey', 'RowKey', 'Timestamp'].includes(column)) continue;
    const annotation = raw[`${column}@odata.type`];
    const untyped = typeof value === 'number' ? 'Int32' : typeof value === 'boolean' ? 'Boolean' : 'String';
    const type = typeof annotation === 'string' ? annotation.replace('Edm.', '') : untyped;
    cells[column] = `${type} ${String(value)}`;
  }
  return cells;
}

/** All rows of a table, by partition key and row key. */
export async function storedRows(table: TableClient): Promise<Map<string, TypedRow>> {
  const stored = new Map<string, TypedRow>();
  for await (const row of table.listEntities({ disableTypeConversion: true })) {
    const cells: Record<string, string> = {};
    for (const [column, value] of Object.entries(row)) {
      if (['partitionKey', 'rowKey', 'timestamp', 'etag'].includes(column)) continue;
      if (typeof value === 'boolean' || typeof value === 'string') {
        cells[column] = `${typeof value === 'boolean' ? 'Boolean' : 'String'} ${String(value)}`;
        continue;
      }
      const { type, value: text } = value as { type: string; value: string };
      cells[column] = `${type} ${text}`;
    }
    stored.set(`${row.partitionKey} ${row.rowKey}`, cells);
  }
  return stored;
}

/** The Instances row of a partition key as storage has it. */
export async function storedRow(storage: StorageHub, partitionKey: string): Promise<TypedRow> {
  return (await storedRows(storage.instances)).get(`${partitionKey} `) ?? null;
}
