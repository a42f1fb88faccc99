import type { PayloadEntry } from '../../../../shared/domain/execution/payload-entries.ts';
import { stepTitle } from '../step-look.ts';

const columnWords: Readonly<Record<string, string>> = {
  CustomStatus: 'custom status',
  FailureDetails: 'failure details',
};

export function columnWord(column: string): string {
  return columnWords[column] ?? column.toLowerCase();
}

/** What a payload belongs to. */
export function ownerTitle({ step, event }: PayloadEntry): string {
  if (step !== null) return stepTitle(step);
  return event?.name ?? event?.eventType ?? 'Instance';
}

/** For headings, labels and file names. */
export function payloadTitle(entry: PayloadEntry): string {
  return `${ownerTitle(entry)} ${columnWord(entry.column)}`;
}
