import { z } from 'zod';
import { parseEntityId } from '../../../shared/domain/instance-id.ts';
import { payloadOwner } from '../../../shared/domain/payload-owner.ts';
import { AppError } from '../../errors.ts';
import type { HubPayload, PayloadStream } from '../../task-hub/task-hub.ts';
import { escapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { readInstanceEntity } from './instance-detail.ts';
import { readBlobStartText, streamBlobText, type BlobText } from './payload-blob.ts';
import { parsePayloadRef, type PayloadRef } from './payload-ref.ts';
import { cutText, RowReader } from './row-reader.ts';
import { readInstanceText, readStoredText, type StoredText } from './stored-text.ts';
import { readRow } from './table-reads.ts';

const startMessage = z.object({
  TaskMessage: z.object({ Event: z.object({ Input: z.string().nullable() }) }),
});

interface FoundText {
  readonly stored: StoredText;
  readonly ownerName: string | null;
}

function noLongerThere(what: string): AppError {
  return new AppError('not-found', `${what} is no longer in storage.`);
}

function found(stored: StoredText | null, column: string, ownerName: string | null): FoundText {
  if (stored === null) throw noLongerThere(`This ${column}`);
  return { stored, ownerName };
}

async function findEventText(
  storage: HubStorage,
  instanceId: string,
  ref: Extract<PayloadRef, { kind: 'event' }>,
): Promise<FoundText> {
  const partitionKey = escapePartitionKey(instanceId);
  const raw = await readRow(storage, storage.history, { partitionKey, rowKey: ref.rowKey });
  if (raw === null) throw noLongerThere('The history event');
  const row = new RowReader(raw);
  if ((row.text('ExecutionId') ?? '') !== ref.executionId) {
    throw new AppError(
      'not-found',
      'The history has moved on: another execution has overwritten this event.',
    );
  }
  const ownerName = payloadOwner(row.text('EventType'), row.text('Name'));
  return found(readStoredText(row, ref.column), ref.column, ownerName);
}

async function findText(storage: HubStorage, instanceId: string, refText: string): Promise<FoundText> {
  const ref = parsePayloadRef(refText);
  if (ref.kind === 'event') return findEventText(storage, instanceId, ref);
  const raw = await readInstanceEntity(storage, instanceId);
  if (raw === null) throw noLongerThere('The instance');
  const row = new RowReader(raw);
  const stored = readInstanceText(row, ref.column, storage.largeMessages.url);
  // An output may repeat what any function gave or threw.
  const ownerName = ref.column === 'Output' ? null : (parseEntityId(instanceId)?.name ?? row.text('Name'));
  return found(stored, ref.column, ownerName);
}

/** The input of an instance that has not run yet is still inside the message that starts it. */
function isStartMessage(blobName: string): boolean {
  return blobName.endsWith('ExecutionStarted.json.gz');
}

function inputOfStartMessage(json: string, blobName: string): string {
  try {
    return startMessage.parse(JSON.parse(json)).TaskMessage.Event.Input ?? '';
  } catch (cause) {
    throw new AppError('internal', `The blob ${blobName} holds no start message.`, { cause });
  }
}

async function readWholeBlob(storage: HubStorage, blobName: string): Promise<BlobText> {
  const read = await readBlobStartText(storage, blobName, Infinity);
  if (read.isTruncated)
    throw new AppError('internal', read.problem ?? `The blob ${blobName} holds too much text to be shown.`);
  return read;
}

async function readStartMessage(storage: HubStorage, blobName: string, maxChars: number): Promise<BlobText> {
  const read = await readWholeBlob(storage, blobName);
  const text = inputOfStartMessage(read.text, blobName);
  const shown = cutText(text, maxChars);
  return { ...read, text: shown, sizeBytes: Buffer.byteLength(text), isTruncated: shown !== text };
}

async function readBlob(storage: HubStorage, blobName: string, maxChars: number): Promise<BlobText> {
  return isStartMessage(blobName)
    ? readStartMessage(storage, blobName, maxChars)
    : readBlobStartText(storage, blobName, maxChars);
}

export async function readBlobText(storage: HubStorage, blobName: string): Promise<string> {
  const { text } = isStartMessage(blobName)
    ? await readStartMessage(storage, blobName, Infinity)
    : await readWholeBlob(storage, blobName);
  return text;
}

function readInline(text: string, maxChars: number): Omit<BlobText, 'storedBytes'> {
  const shown = cutText(text, maxChars);
  return { text: shown, sizeBytes: Buffer.byteLength(text), isTruncated: shown !== text, problem: null };
}

/** The row is read again: a reference only says where to look, and storage may have moved on. */
export async function readPayload(
  storage: HubStorage,
  instanceId: string,
  ref: string,
  maxChars: number,
): Promise<HubPayload> {
  const { stored, ownerName } = await findText(storage, instanceId, ref);
  const common = { ownerName, maskedCount: 0 };
  return stored.kind === 'inline'
    ? { ...readInline(stored.text, maxChars), storedBytes: null, ...common }
    : { ...(await readBlob(storage, stored.blobName, maxChars)), ...common };
}

async function* only(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** As `readPayload`, the whole text part by part. */
export async function streamPayload(
  storage: HubStorage,
  instanceId: string,
  ref: string,
  signal: AbortSignal,
): Promise<PayloadStream> {
  const { stored, ownerName } = await findText(storage, instanceId, ref);
  if (stored.kind === 'inline') return { ownerName, parts: only(stored.text) };
  const { blobName } = stored;
  const parts = isStartMessage(blobName)
    ? only(await readBlobText(storage, blobName))
    : await streamBlobText(storage, blobName, signal);
  return { ownerName, parts };
}
