import type { AuditEntry } from '../../shared/contract/audit.ts';
import { AppError } from '../errors.ts';
import { hasResult, isAbout, type AuditFilter } from './audit-filter.ts';
import type { AuditLine } from './audit-line.ts';
import type { AuditLines, AuditStore } from './audit-store.ts';

const keptEntries = 5_000;

interface Kept {
  readonly number: number;
  readonly entry: AuditEntry;
}

/** The latest entries, gone with the process. */
export class MemoryAuditStore implements AuditStore {
  readonly isDurable = false;
  /** By id, in the order of the attempts. */
  private readonly kept = new Map<string, Kept>();
  private last = 0;

  constructor(private readonly limit = keptEntries) {}

  append({ entry }: AuditLine): Promise<void> {
    const number = this.kept.get(entry.id)?.number ?? ++this.last;
    this.kept.set(entry.id, { number, entry });
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.limit && oldest !== undefined) this.kept.delete(oldest);
    return Promise.resolve();
  }

  search(filter: AuditFilter): Promise<AuditLines> {
    const { cursor, limit } = filter.query;
    const before = cursor === undefined ? Infinity : Number(cursor);
    if (Number.isNaN(before)) {
      return Promise.reject(new AppError('invalid-request', 'The cursor is not one of this audit log.'));
    }
    const found: Kept[] = [];
    for (const each of [...this.kept.values()].reverse()) {
      if (each.number >= before || !isAbout(each.entry, filter) || !hasResult(each.entry, filter)) continue;
      found.push(each);
      if (found.length > limit) break;
    }
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return Promise.resolve({
      entries: shown.map(({ entry }) => entry),
      nextCursor: found.length > limit && last !== undefined ? String(last.number) : null,
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
