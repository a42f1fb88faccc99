import { searchAudit } from '../../shared/contract/audit.ts';
import type { AuditAttempt, AuditOutcome, AuditQuery } from '../audit/audit-log.ts';

export function makeAttempt(overrides: Partial<AuditAttempt> = {}): AuditAttempt {
  return {
    requestId: 'request-1',
    user: { id: 'ada', name: 'Ada' },
    hub: 'memory~TestHub',
    instanceId: 'order-1',
    command: 'terminate',
    reason: 'because',
    parameters: {},
    jobId: null,
    ...overrides,
  };
}

export const accepted: AuditOutcome = { result: 'accepted', code: null, message: null, receipt: null };

export function auditQuery(overrides: Partial<AuditQuery> = {}): AuditQuery {
  return { ...searchAudit.query.parse({}), ...overrides };
}
