import { pipeline } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import { cutText } from './row-reader.ts';
import { isMissing } from './storage-errors.ts';
import { ownBlob } from './own-blob.ts';

const blobTimeoutMs = 60_000;
/** A small blob can claim to be gigabytes; no payload that an app keeps in memory is this large. */
const maxTextBytes = 256 * 1024 * 1024;

export interface BlobText {
  readonly text: string;
  /** Of the whole text; `null` = beyond `maxTextBytes`. */
  readonly sizeBytes: number | null;
  readonly storedBytes: number;
  readonly isTruncated: boolean;
  readonly problem: string | null;
}

interface OpenBlob {
  readonly body: NodeJS.ReadableStream;
  readonly storedBytes: number;
}

function gone(blobName: string): AppError {
  return new AppError('not-found', `The blob ${blobName} is gone.`);
}

function notGzip(blobName: string, cause: unknown): AppError {
  return new AppError('internal', `The blob ${blobName} is not gzip.`, { cause });
}

/** `null` when it is gone. */
async function openBlob(
  storage: HubStorage,
  blobName: string,
  abortSignal: AbortSignal,
): Promise<OpenBlob | null> {
  try {
    const { readableStreamBody, contentLength } = await ownBlob(storage.largeMessages, blobName).download(
      0,
      undefined,
      { abortSignal },
    );
    if (readableStreamBody === undefined) return null;
    return { body: readableStreamBody, storedBytes: contentLength ?? 0 };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Leaving the result early ends the download too. */
function gunzipped(body: NodeJS.ReadableStream): Gunzip {
  // Failures of either end come out of the result.
  return pipeline(body, createGunzip(), () => undefined);
}

function isGzipError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/** Keeps the beginning of a text and only counts the rest, so that memory is bounded whatever the bytes claim to be. */
class TextStart {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly parts: string[] = [];
  private chars = 0;
  bytes = 0;

  constructor(private readonly maxChars: number) {}

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.chars <= this.maxChars) this.keep(this.decoder.decode(chunk, { stream: true }));
  }

  text(): string {
    if (this.chars <= this.maxChars) this.keep(this.decoder.decode());
    return this.parts.join('');
  }

  private keep(part: string): void {
    this.parts.push(part);
    this.chars += part.length;
  }
}

async function inflate(blobName: string, blob: OpenBlob, maxChars: number): Promise<BlobText> {
  const start = new TextStart(maxChars);
  let failure: unknown = null;
  try {
    for await (const chunk of gunzipped(blob.body)) {
      start.add(chunk as Buffer);
      if (start.bytes > maxTextBytes) break;
    }
  } catch (error) {
    if (!isGzipError(error)) throw error;
    if (start.bytes === 0) throw notGzip(blobName, error);
    failure = error;
  }
  const text = start.text();
  const shown = cutText(text, maxChars);
  return {
    text: shown,
    sizeBytes: failure !== null || start.bytes > maxTextBytes ? null : start.bytes,
    storedBytes: blob.storedBytes,
    isTruncated: failure !== null || shown !== text || start.bytes > maxTextBytes,
    problem:
      failure === null
        ? null
        : `The blob ${blobName} is damaged or was not written to its end: this is what could be read of it.`,
  };
}

/** The first `maxChars` characters of the text in a blob. */
export async function readBlobStartText(
  storage: HubStorage,
  blobName: string,
  maxChars: number,
): Promise<BlobText> {
  const read = await storage.call(
    'blob of a payload',
    async (abortSignal) => {
      const blob = await openBlob(storage, blobName, abortSignal);
      if (blob === null) return null;
      // What is wrong with the text of a blob says nothing about the account.
      return inflate(blobName, blob, maxChars).catch((error: unknown) => {
        if (error instanceof AppError) return error;
        throw error;
      });
    },
    { timeoutMs: blobTimeoutMs },
  );
  if (read === null) throw gone(blobName);
  if (read instanceof AppError) throw read;
  return read;
}

async function* decoded(blobName: string, { body }: OpenBlob): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let bytes = 0;
  try {
    for await (const chunk of gunzipped(body)) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxTextBytes)
        throw new AppError('internal', `The blob ${blobName} holds too much text to be handed out.`);
      yield decoder.decode(chunk as Buffer, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw isGzipError(error) ? notGzip(blobName, error) : error;
  }
}

/** The whole text, part by part as it arrives; a blob that is gone rejects before the first part. */
export async function streamBlobText(
  storage: HubStorage,
  blobName: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<string>> {
  const isThere = await storage.call(
    'blob of a payload',
    async (abortSignal) => ownBlob(storage.largeMessages, blobName).exists({ abortSignal }),
    { signal },
  );
  const blob = isThere ? await openBlob(storage, blobName, signal) : null;
  if (blob === null) throw gone(blobName);
  return decoded(blobName, blob);
}
