import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { AppError } from '../errors.ts';
import { callerOf } from './caller.ts';

/** Far above what a person clicks; what is meant for many instances is a batch job, which has its own rate. */
const writesPerMinute = 300;

/** Bounds what one caller writes in a minute: one browser for an open dashboard, one person where people sign in. */
export function writeLimit(perMinute = writesPerMinute): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: ({ method }) => method === 'GET' || method === 'HEAD',
    keyGenerator: (request, response) =>
      `${callerOf(response)?.id ?? ''} ${ipKeyGenerator(request.socket.remoteAddress ?? '')}`,
    handler: (_request, _response, next) => {
      next(
        new AppError(
          'rate-limited',
          `More than ${perMinute} writes in a minute. Nothing was done; wait a little, or make a batch job of it.`,
        ),
      );
    },
    validate: { trustProxy: false, xForwardedForHeader: false },
  });
}
