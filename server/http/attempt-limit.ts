import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import { AppError } from '../errors.ts';

/** Bounds how often one address tries to sign in. Behind a proxy everybody has the same one. */
export function attemptLimit(perMinute: number): RateLimitRequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // What a client says of its address is no proof.
    keyGenerator: ({ socket }) => ipKeyGenerator(socket.remoteAddress ?? ''),
    validate: { trustProxy: false, xForwardedForHeader: false },
    handler: (_request, _response, next) => {
      next(new AppError('rate-limited', 'Too many attempts to sign in. Wait a minute.'));
    },
  });
}
