import type { AuditEntry } from '../../shared/contract/audit.ts';
import type { AuditQuery } from './audit-log.ts';

export interface AuditFilter {
  readonly hub: string;
  readonly query: AuditQuery;
}

function hasText({ user, reason, instanceId }: AuditEntry, text: string | undefined): boolean {
  if (text === undefined) return true;
  const wanted = text.toLowerCase();
  return [user.id, user.name, reason, instanceId ?? ''].some((each) => each.toLowerCase().includes(wanted));
}

function isWithin(at: string, { from, to }: AuditQuery): boolean {
  return (from === undefined || at >= from) && (to === undefined || at <= to);
}

/** By what an attempt and its outcome have in common. */
export function isAbout(entry: AuditEntry, { hub, query }: AuditFilter): boolean {
  const { instanceId, command, jobId, text } = query;
  return (
    entry.hub === hub &&
    (instanceId === undefined || entry.instanceId === instanceId) &&
    (command === undefined || entry.command === command) &&
    (jobId === undefined || entry.jobId === jobId) &&
    isWithin(entry.at, query) &&
    hasText(entry, text)
  );
}

export function hasResult(entry: AuditEntry, { query }: AuditFilter): boolean {
  return query.result === undefined || entry.result === query.result;
}

/** Bytes that a line about it has to hold, whatever it says beside: most lines need no reading. */
export function needlesOf({ hub, query: { instanceId, command, jobId } }: AuditFilter): Buffer[] {
  const members = { hub, instanceId, command, jobId };
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => Buffer.from(`${JSON.stringify(name)}:${JSON.stringify(value)}`));
}
