import type { AuditLog } from './audit-log.ts';

/** Keeps nothing. */
export const silentAuditLog: AuditLog = {
  begin: () => Promise.resolve(() => Promise.resolve()),
  refused: () => Promise.resolve(),
  search: () => Promise.resolve({ entries: [], nextCursor: null, isDurable: false }),
  close: () => Promise.resolve(),
};
