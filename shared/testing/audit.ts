import type { AuditEntry } from '../contract/audit.ts';
import { makeCommandReceipt } from './commands.ts';
import { at } from './instances.ts';

export function makeAuditEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: 'attempt-1',
    at: at(5),
    requestId: 'request-1',
    user: { id: 'anybody', name: 'anybody' },
    hub: 'memory~TestHub',
    instanceId: 'order-1001',
    command: 'terminate',
    reason: 'out of stock',
    parameters: {},
    result: 'accepted',
    code: null,
    message: null,
    receipt: makeCommandReceipt(),
    jobId: null,
    ...overrides,
  };
}
