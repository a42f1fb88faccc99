import compression from 'compression';
import type { RequestHandler } from 'express';

/** Event streams stay as they are: a compressor would hold events back. */
export const compressed: RequestHandler = compression({
  filter: (request, response) =>
    !String(response.getHeader('content-type')).startsWith('text/event-stream') &&
    compression.filter(request, response),
});
