import type { ActionDecision, Actor, RefusalKind } from '../../shared/domain/actions.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { Caller } from '../access/caller.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';

/** Who gives a command, where, by which request. */
export interface Giver {
  readonly open: OpenHub;
  readonly caller: Caller;
  readonly requestId: string;
  /** The batch job it is part of. */
  readonly jobId: string | null;
}

export function actorOf({ open, caller }: Pick<Giver, 'open' | 'caller'>): Actor {
  const { key, hub, readOnlyReason } = open;
  return { role: caller.roleOn(key), readOnlyReason, unavailable: hub.unavailable };
}

const codeOf = {
  role: 'forbidden',
  'read-only': 'forbidden',
  unavailable: 'unsupported',
  state: 'action-refused',
} satisfies Record<RefusalKind, ErrorCode>;

/** Throws unless the decision allows it, and what needs force comes with it. */
export function requireAllowed(decision: ActionDecision, isForced: boolean): void {
  if (!decision.isAllowed) throw new AppError(codeOf[decision.kind], decision.reason);
  if (!decision.needsForce || isForced) return;
  throw new AppError(
    'action-refused',
    `${decision.warning ?? 'It is still in use.'} Say explicitly that it goes all the same.`,
  );
}
