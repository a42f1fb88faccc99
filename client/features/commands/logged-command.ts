import type { AuditEntry } from '../../../shared/contract/audit.ts';
import { instant } from '../../../shared/contract/values.ts';
import type { FollowedReceipt } from './sent-command.ts';

/** Of an event, an operation or an orchestrator; `null` = the command carries none. */
export function nameIn({ parameters }: AuditEntry): string | null {
  const name = parameters.name ?? parameters.operation;
  return typeof name === 'string' && name !== '' ? name : null;
}

/** What the log of actions knows of a command for following it; `null` = too little. */
export function receiptIn({ receipt, parameters }: AuditEntry): FollowedReceipt | null {
  if (receipt === null) return null;
  const dueAt = instant.safeParse(parameters.scheduledAt).data;
  return dueAt === undefined ? receipt : { ...receipt, dueAt };
}
