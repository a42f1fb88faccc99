import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, createGunzip, gunzip, gzip, type ZlibOptions } from 'node:zlib';

const gzipText = promisify<string, Buffer>(gzip);
const gunzipBytes = promisify<Buffer, ZlibOptions, Buffer>(gunzip);

/** A small blob can claim to be gigabytes; no payload that an app keeps in memory is this large. */
const maxTextBytes = 256 * 1024 * 1024;
/** A message whose JSON has more UTF-8 bytes goes to a blob. */
const maxMessageBytes = 45 * 1024;
/** A table property with more UTF-16 bytes goes to a blob. */
const maxPropertyUtf16Bytes = 60 * 1024;

export function isLargeMessage(json: string): boolean {
  return Buffer.byteLength(json) > maxMessageBytes;
}

export function isLargeProperty(text: string): boolean {
  return text.length * 2 > maxPropertyUtf16Bytes;
}

/** Message blobs lie in a folder of the raw instance id. */
export function messageBlobName(instanceId: string, activityId: string, eventType: string): string {
  return `${instanceId}/message-${activityId.replaceAll('-', '')}-${eventType}.json.gz`;
}

/** History blobs lie in a folder of the escaped id; the random part keeps executions apart. */
export function historyBlobName(
  partitionKey: string,
  rowKey: string,
  eventType: string,
  property: string,
): string {
  const random = randomBytes(4).toString('hex').toUpperCase();
  return `${partitionKey}/history-${rowKey}-${eventType}-${random}-${property}.json.gz`;
}

/** As the engine's runtime does it, which encodes more characters than this one's. */
function encodeSegment(segment: string): string {
  const code = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(segment).replace(/[!'()*]/g, code);
}

/**
 * Each segment percent-encoded, as the engine writes references into the Instances row. Without the query: the address of
 * a container that is reached with a shared access signature carries it, and rows are read by many.
 */
export function blobUrl(containerUrl: string, blobName: string): string {
  const { origin, pathname } = new URL(containerUrl);
  return `${origin}${pathname}/${blobName.split('/').map(encodeSegment).join('/')}`;
}

export async function compressText(text: string): Promise<Buffer> {
  return gzipText(text);
}

/** Rejects when the bytes are not gzip, or hold too much text. */
export async function decompressText(bytes: Buffer): Promise<string> {
  return (await gunzipBytes(bytes, { maxOutputLength: maxTextBytes })).toString('utf8');
}

/** The beginning of the text in what may be only the beginning of the bytes; `null` when they are not gzip. */
export async function decompressStart(bytes: Buffer, maxBytes: number): Promise<string | null> {
  const gunzipStream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  gunzipStream.end(bytes);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of gunzipStream) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= maxBytes) break;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}
