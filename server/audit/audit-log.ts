import type { AuditEntry, searchAudit } from '../../shared/contract/audit.ts';
import type { ResultOf } from '../../shared/contract/endpoint.ts';
import type { z } from 'zod';

export type AuditQuery = z.output<typeof searchAudit.query>;
export type AuditPage = ResultOf<typeof searchAudit>;

export type AuditOutcome = Pick<AuditEntry, 'result' | 'code' | 'message' | 'receipt'>;
/** What is known of a command before it is tried, as it was given: the log masks and cuts it. */
export type AuditAttempt = Omit<AuditEntry, 'id' | 'at' | keyof AuditOutcome>;

/** Every attempted command. An attempt that cannot be written down is not made. */
export interface AuditLog {
  /**
   * On the disk before it resolves, or `store-unavailable`; resolves to what takes the outcome, which never rejects:
   * what was done is done.
   */
  begin(attempt: AuditAttempt): Promise<(outcome: AuditOutcome) => Promise<void>>;
  /** An attempt of which nothing was sent. Never rejects: it is refused all the same. */
  refused(attempt: AuditAttempt, outcome: AuditOutcome): Promise<void>;
  /** The latest first. A cursor that is none is `invalid-request`. */
  search(hub: string, query: AuditQuery): Promise<AuditPage>;
  close(): Promise<void>;
}
