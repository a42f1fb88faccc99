import compression from 'compression';
import type { RequestHandler } from 'express';

/** Event streams stay as they are: a compressor would hold events back. */
export const compressed: RequestHandler = compression({
  filter: (request, response) => {
    const type = String(response.getHeader('content-type'));
    if (type.startsWith('text/event-stream')) return false;
    return type.startsWith('application/x-ndjson') || compression.filter(request, response);
  },
});
