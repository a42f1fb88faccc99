import type { AuditEntry } from '../../shared/contract/audit.ts';
import type { AuditFilter } from './audit-filter.ts';
import type { AuditLine } from './audit-line.ts';

export interface AuditLines {
  readonly entries: AuditEntry[];
  readonly nextCursor: string | null;
}

/** Where the lines of the log are kept, in the order in which they are written. */
export interface AuditStore {
  readonly isDurable: boolean;
  /** An attempt is on the disk before this resolves; rejects when it may not be. */
  append(line: AuditLine): Promise<void>;
  /** The latest first; attempts without an outcome as they were written. */
  search(filter: AuditFilter): Promise<AuditLines>;
  close(): Promise<void>;
}
