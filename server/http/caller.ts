import type { RequestHandler, Response } from 'express';
import type { Role } from '../../shared/domain/access.ts';
import { isAtLeast } from '../../shared/domain/access.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { Caller } from '../access/caller.ts';
import { AppError } from '../errors.ts';

const callers = new WeakMap<Response, Caller>();

export function setCaller(response: Response, caller: Caller): void {
  callers.set(response, caller);
}

/** `null` = nobody is signed in. */
export function callerOf(response: Response): Caller | null {
  return callers.get(response) ?? null;
}

/** The caller, or `unauthenticated`. */
function signedIn(response: Response): Caller {
  const caller = callerOf(response);
  if (caller === null) throw new AppError('unauthenticated', 'Sign in to use this dashboard.');
  return caller;
}

function roleIn(caller: Caller, hub: string | undefined): Role | null {
  if (hub === undefined) return caller.highestRole;
  const role = caller.roleOn(hub);
  if (role !== null) return role;
  // The same words as for a hub that is not there: who may not see it need not learn that it exists.
  throw new AppError('not-found', `No connection of this dashboard holds the task hub "${hub}".`);
}

/** Throws unless the caller has the role that the endpoint wants, in the hub of the path if it has one. */
export function checkAccess(access: Endpoint['access'], response: Response, hub: string | undefined): void {
  if (access === 'public') return;
  const role = roleIn(signedIn(response), hub);
  if (isAtLeast(role, access)) return;
  throw new AppError('forbidden', `This needs the role ${access}; yours here is ${role ?? 'none'}.`);
}

/** For streams and files, which are no endpoints: everything under a hub needs to see the hub. */
export const onlyViewers: RequestHandler<{ hub: string }> = (request, response, next) => {
  checkAccess('viewer', response, request.params.hub);
  next();
};
