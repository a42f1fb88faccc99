import { z } from 'zod';
import type { Payload } from '../../../shared/contract/payloads.ts';
import { AppError } from '../../errors.ts';
import { decompressText } from './format/large-payload.ts';
import { escapePartitionKey } from './format/partition-key.ts';
import type { HubStorage } from './hub-storage.ts';
import { readInstanceEntity } from './instance-detail.ts';
import { parsePayloadRef, type PayloadRef } from './payload-ref.ts';
import { cutText, RowReader } from './row-reader.ts';
import { isMissing } from './storage-errors.ts';
import { readInstanceText, readStoredText, type StoredText } from './stored-text.ts';
import { readRow } from './table-reads.ts';

const blobTimeoutMs = 60_000;

const startMessage = z.object({
  TaskMessage: z.object({ Event: z.object({ Input: z.string().nullable() }) }),
});

function noLongerThere(what: string): AppError {
  return new AppError('not-found', `${what} is no longer in storage.`);
}

async function findEventText(
  storage: HubStorage,
  instanceId: string,
  ref: Extract<PayloadRef, { kind: 'event' }>,
): Promise<StoredText | null> {
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
  return readStoredText(row, ref.column);
}

async function findStoredText(storage: HubStorage, instanceId: string, ref: PayloadRef): Promise<StoredText> {
  let stored: StoredText | null;
  if (ref.kind === 'event') {
    stored = await findEventText(storage, instanceId, ref);
  } else {
    const raw = await readInstanceEntity(storage, instanceId);
    if (raw === null) throw noLongerThere('The instance');
    stored = readInstanceText(new RowReader(raw), ref.column, storage.largeMessages.url);
  }
  if (stored === null) throw noLongerThere(`This ${ref.column}`);
  return stored;
}

function inputOfStartMessage(json: string, blobName: string): string {
  try {
    return startMessage.parse(JSON.parse(json)).TaskMessage.Event.Input ?? '';
  } catch (cause) {
    throw new AppError('internal', `The blob ${blobName} holds no start message.`, { cause });
  }
}

async function downloadBlob(storage: HubStorage, blobName: string): Promise<Buffer> {
  const bytes = await storage.call(
    'blob of a payload',
    async (abortSignal) => {
      try {
        return await storage.largeMessages
          .getBlobClient(blobName)
          .downloadToBuffer(0, undefined, { abortSignal });
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    { timeoutMs: blobTimeoutMs },
  );
  if (bytes === null) throw new AppError('not-found', `The blob ${blobName} is gone.`);
  return bytes;
}

export async function readBlobText(storage: HubStorage, blobName: string): Promise<string> {
  const bytes = await downloadBlob(storage, blobName);
  let text: string;
  try {
    text = await decompressText(bytes);
  } catch (cause) {
    throw new AppError('internal', `The blob ${blobName} is not gzip, or too large to be shown.`, { cause });
  }
  // The input of an instance that has not run yet is still inside the message that starts it.
  return blobName.endsWith('ExecutionStarted.json.gz') ? inputOfStartMessage(text, blobName) : text;
}

/** The row is read again: a reference only says where to look, and storage may have moved on. */
export async function readPayload(
  storage: HubStorage,
  instanceId: string,
  ref: string,
  maxChars: number,
): Promise<Payload> {
  const stored = await findStoredText(storage, instanceId, parsePayloadRef(ref));
  const text = stored.kind === 'inline' ? stored.text : await readBlobText(storage, stored.blobName);
  const shown = cutText(text, maxChars);
  return { text: shown, sizeBytes: Buffer.byteLength(text), isTruncated: shown !== text };
}
