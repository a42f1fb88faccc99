import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Response } from 'express';
import {
  exportInstances,
  exportMediaTypes,
  type ExportFormat,
} from '../../../shared/contract/instance-export.ts';
import { toShortIso } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { parsePart } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { exportRows } from './export-service.ts';

/** Without anything that a file system or a header would stumble over. */
function fileName(hub: string, format: string): string {
  const time = toShortIso(nowInstant()).slice(0, 19).replaceAll(':', '-');
  return `${hub.replaceAll(/[^\w.-]+/g, '-')}-instances-${time}Z.${format}`;
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function headersOf(hub: string, format: ExportFormat, total: number): Record<string, string> {
  return {
    'content-type': `${exportMediaTypes[format]}; charset=utf-8`,
    'content-disposition': `attachment; filename="${fileName(hub, format)}"`,
    [exportInstances.totalHeader]: String(total),
  };
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

export function exportRoutes(hubs: HubRegistry): Router {
  const router = Router();
  router.get(exportInstances.path, async (request, response) => {
    const params = parsePart(exportInstances.params, 'path', request.params);
    const query = parsePart(exportInstances.query, 'query', request.query);
    const { index, key } = await hubs.find(params.hub);
    const { total, parts } = await exportRows(index, query);
    try {
      // What fails before anything is sent is an answer with code and message.
      const first = await parts.next();
      response.set(headersOf(key, query.format, total));
      if (request.method === 'HEAD') response.end();
      else await send(startingWith(first.value ?? '', parts), response);
    } finally {
      await parts.return(undefined);
    }
  });
  return router;
}
