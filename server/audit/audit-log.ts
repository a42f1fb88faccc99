import type { AuditEntry, searchAudit } from '../../shared/contract/audit.ts';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { z } from 'zod';

export type AuditQuery = z.output<typeof searchAudit.query>;
export type AuditPage = ResultOf<typeof searchAudit>;

/** What is known of a command before it is tried. */
export type AuditAttempt = Omit<AuditEntry, 'id' | 'at' | 'result' | 'code' | 'message'>;
export type AuditOutcome = Pick<AuditEntry, 'result' | 'code' | 'message'>;

/** Every attempted command. An attempt that cannot be written down is not made. */
export interface AuditLog {
  /** Written down before the command is tried; resolves to what takes its outcome. */
  begin(attempt: AuditAttempt): Promise<(outcome: AuditOutcome) => Promise<void>>;
  search(hub: string, query: AuditQuery): Promise<AuditPage>;
}
