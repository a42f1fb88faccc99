import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { toShortIso } from '../../shared/domain/instant.ts';
import { nowInstant } from '../clock.ts';

/** A name of these words and the time, without anything that a file system or a header would stumble over. */
export function fileHeaders(
  mediaType: string,
  words: readonly string[],
  extension: string,
): Record<string, string> {
  const time = toShortIso(nowInstant()).slice(0, 19).replaceAll(':', '-');
  const name = words.map((word) => word.replaceAll(/[^\w.-]+/g, '-')).join('-');
  return {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}-${time}Z.${extension}"`,
  };
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** Sends no faster than the client takes it; a failure cuts the connection. */
async function send(parts: AsyncIterable<string>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // Who leaves knows it, and nothing failed.
    const hasLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!hasLeft) throw error;
  }
}

/** Sends a file made part by part, and lets the parts go however it ends. */
export async function sendFile(
  parts: AsyncGenerator<string, undefined, undefined>,
  response: Response,
  headers: Record<string, string>,
): Promise<void> {
  try {
    // What fails before anything is sent is an answer with code and message.
    const first = await parts.next();
    response.set(headers);
    if (response.req.method === 'HEAD') response.end();
    else await send(startingWith(first.value ?? '', parts), response);
  } finally {
    await parts.return(undefined);
  }
}
