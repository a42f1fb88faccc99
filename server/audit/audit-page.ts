import type { AuditEntry } from '../../shared/contract/audit.ts';
import { hasResult, isAbout, type AuditFilter } from './audit-filter.ts';
import type { AuditLine } from './audit-line.ts';

/** Far more than are under way at any time; only a damaged log has outcomes without an attempt. */
const mostEnded = 500;

/** Collects the entries of one page from lines that are read from the latest to the oldest. */
export class AuditPageBuilder {
  readonly entries: AuditEntry[] = [];
  /** Attempts whose outcome was read, but not they themselves. */
  private readonly ended: Set<string>;

  constructor(
    private readonly filter: AuditFilter,
    ended: readonly string[],
  ) {
    this.ended = new Set(ended);
  }

  get isFull(): boolean {
    return this.entries.length >= this.filter.query.limit;
  }

  get endedIds(): string[] {
    return [...this.ended].slice(-mostEnded);
  }

  take({ phase, entry }: AuditLine): void {
    if (!isAbout(entry, this.filter)) return;
    if (phase === 'outcome') this.ended.add(entry.id);
    if (phase === 'attempt' && this.ended.delete(entry.id)) return;
    if (hasResult(entry, this.filter)) this.entries.push(entry);
  }
}
