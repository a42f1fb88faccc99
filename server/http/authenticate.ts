import type { RequestHandler } from 'express';
import type { Access } from '../access/access.ts';
import { AppError } from '../errors.ts';
import { setCaller } from './caller.ts';
import { attemptLimit } from './attempt-limit.ts';

const failuresPerMinute = 60;

/** Finds out who sends a request. What that person may do is decided where it is known what is asked. */
export function authenticate(access: Access): RequestHandler {
  const limitFailures = attemptLimit(failuresPerMinute);
  return async (request, response, next) => {
    try {
      const { caller, setCookie } = await access.authenticate((name) => request.get(name));
      if (setCookie !== null) response.append('set-cookie', setCookie);
      if (caller !== null) setCaller(response, caller);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'unauthenticated')) throw error;
      response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
      // Only what fails counts: a script beside others with the same address goes on.
      await limitFailures(request, response, (refused: unknown) => next(refused ?? error));
      return;
    }
    next();
  };
}
