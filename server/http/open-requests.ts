import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import { anybody } from '../access/caller.ts';
import { callerOf } from './caller.ts';

interface OpenRequestLimits {
  /** Somebody with many tabs, each with its streams. */
  readonly perPerson: number;
  /** Where people are not told apart, all of them may come from the address of one proxy. */
  readonly perAddress: number;
}

/** Bounds how many answers are under way at a time for one caller: streams of events, downloads and questions together. */
export function openRequestLimit(
  { perPerson, perAddress }: OpenRequestLimits = { perPerson: 200, perAddress: 2_000 },
): RequestHandler {
  const open = new Map<string, number>();
  return (request, response, next) => {
    const caller = callerOf(response);
    const isPerson = caller !== null && caller !== anybody;
    const key = isPerson ? `person ${caller.id}` : `address ${request.socket.remoteAddress ?? ''}`;
    const limit = isPerson ? perPerson : perAddress;
    const count = open.get(key) ?? 0;
    if (count >= limit) {
      throw new AppError('rate-limited', `${limit} of your requests are under way. Close some pages first.`);
    }
    open.set(key, count + 1);
    response.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
    next();
  };
}
