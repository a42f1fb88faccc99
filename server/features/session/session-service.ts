import type { HubAccess, Session } from '../../../shared/contract/access.ts';
import type { Access } from '../../access/access.ts';
import { nobody, type Caller } from '../../access/caller.ts';
import { AppError } from '../../errors.ts';
import { actorOf, type Giver } from '../../commands/giver.ts';

export function describeSession(access: Access, caller: Caller, frameAncestors: readonly string[]): Session {
  const { mode, signInPath, signOutPath, warnings } = access;
  const { id, name, highestRole } = caller;
  return {
    mode,
    user: caller === nobody ? null : { id, name, highestRole },
    signInPath,
    signOutPath,
    warnings: [...warnings, ...(caller.warnings ?? [])],
    frameAncestors: [...frameAncestors],
  };
}

export function describeHubAccess(giver: Giver, isReasonRequired: boolean): HubAccess {
  const { role, readOnlyReason, unavailable } = actorOf(giver);
  if (role === null) throw new AppError('forbidden', 'You have no role in this task hub.');
  return { role, readOnlyReason, unavailable, isReasonRequired };
}
