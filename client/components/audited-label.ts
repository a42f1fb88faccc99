import type { AuditedName } from '../../shared/contract/audit.ts';
import { commandWords } from './commands/command-words.ts';

const words: Readonly<Record<AuditedName, { readonly label: string }>> = {
  ...commandWords,
  'save-alert-rule': { label: 'Save alert rule' },
  'delete-alert-rule': { label: 'Remove alert rule' },
  'test-alert-target': { label: 'Test alert target' },
  'retry-alert-delivery': { label: 'Retry alert message' },
};

/** What was tried, as the audit log calls it. */
export function auditedLabel(name: AuditedName): string {
  return words[name].label;
}
