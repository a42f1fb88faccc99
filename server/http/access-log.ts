import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.ts';

/** One line a request when its answer ended or its client left. Paths hold ids; queries and bodies stay out. */
export function accessLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const beganAt = performance.now();
    const [path] = request.originalUrl.split('?', 1);
    response.once('close', () => {
      const durationMs = Math.round((performance.now() - beganAt) * 10) / 10;
      const isComplete = response.writableFinished;
      const { method } = request;
      logger.debug(
        {
          requestId: requestIdOf(response),
          method,
          path,
          status: response.statusCode,
          durationMs,
          isComplete,
        },
        'request',
      );
    });
    next();
  };
}
