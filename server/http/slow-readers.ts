import type { RequestHandler } from 'express';

/** Far more than a bad line needs to take in what the system has buffered for it. */
const patienceMs = 60_000;

/**
 * Cuts off clients that ask for much and take nothing in, so that they hold no memory and no reading of storage. An
 * answer that waits for the server itself is left alone, however long that takes.
 */
export function cutOffSlowReaders(waitMs = patienceMs): RequestHandler {
  return (_request, response, next) => {
    response.setTimeout(waitMs, () => {
      // The next write starts the time anew where nothing waits to be taken.
      if ((response.socket?.writableLength ?? 0) > 0) response.destroy();
    });
    next();
  };
}
