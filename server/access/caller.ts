import type { Role } from '../../shared/domain/access.ts';

/** Who sends a request. */
export interface Caller {
  /** Stable over sessions: what the audit log names. */
  readonly id: string;
  readonly name: string;
  /** `null` = the hub is not there for this caller. */
  roleOn(hub: string): Role | null;
  /** The greatest in any hub, for what belongs to no hub. */
  readonly highestRole: Role | null;
  /** What this caller should know about the own sign-in. */
  readonly warnings?: readonly string[];
  /** Whether the sign-in still holds, for answers that last; left out = always. */
  readonly isCurrent?: () => boolean;
}

/** Everybody who reaches a process that tells nobody apart. */
export const anybody: Caller = {
  id: 'anybody',
  name: 'anybody',
  roleOn: () => 'admin',
  highestRole: 'admin',
};

/** Who is not signed in. */
export const nobody: Caller = { id: '', name: '', roleOn: () => null, highestRole: null };
