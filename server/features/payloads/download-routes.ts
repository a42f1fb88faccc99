import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Response } from 'express';
import { downloadPayload } from '../../../shared/contract/payloads.ts';
import { parsePart } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { downloadName } from './download-name.ts';

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** Sends no faster than the client takes it; a failure cuts the connection, so no half text passes for a whole one. */
async function send(parts: AsyncIterable<string>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // Who leaves knows it, and nothing failed.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error;
  }
}

export function downloadRoutes(hubs: HubRegistry): Router {
  const router = Router();
  router.get(downloadPayload.path, async (request, response) => {
    const params = parsePart(downloadPayload.params, 'path', request.params);
    const query = parsePart(downloadPayload.query, 'query', request.query);
    const { hub } = await hubs.find(params.hub);
    const left = new AbortController();
    void once(response, 'close').then(() => left.abort());
    const { parts } = await hub.streamPayload(params.instanceId, query.ref, left.signal);
    try {
      // What fails before anything is sent is an answer with code and message.
      const first = await parts.next();
      response.set({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${downloadName(params.instanceId, query.what)}"`,
        'x-content-type-options': 'nosniff',
      });
      if (request.method === 'HEAD') response.end();
      else await send(startingWith(first.done === true ? '' : first.value, parts), response);
    } finally {
      await parts.return(undefined);
    }
  });
  return router;
}
