import type { HistoryEvent } from '../../contract/history.ts';
import type { PayloadInfo } from '../../contract/payloads.ts';
import type { StepFailure, StepPayload } from './execution-model.ts';

export function payloadOf(event: HistoryEvent, column: string): StepPayload | null {
  const info = event.payloads[column];
  return info === undefined ? null : { column, rowKey: event.rowKey, info };
}

const members = {
  errorType: /"(?:ErrorType|ClassName|exceptionType)"\s*:\s*("(?:[^"\\]|\\.)*")/,
  message: /"(?:ErrorMessage|Message)"\s*:\s*("(?:[^"\\]|\\.)*")/,
};

/** Only the beginning of a text is at hand, so what it says is looked for rather than parsed. */
function memberOf(info: PayloadInfo | null, member: keyof typeof members): string | null {
  const found = members[member].exec(info?.preview ?? '')?.[1];
  if (found === undefined) return null;
  try {
    const value: unknown = JSON.parse(found);
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}

/** What the event says went wrong; `messageColumn` holds the message as plain text. */
export function failureOf(event: HistoryEvent, messageColumn: string): StepFailure {
  const { FailureDetails, Details, Input } = event.payloads;
  const details = FailureDetails ?? Details ?? (messageColumn === 'Input' ? Input : undefined) ?? null;
  // A rewind wrote its own words over the reason.
  const isPlain = messageColumn !== 'Input' && !(messageColumn === 'Reason' && event.rewoundType !== null);
  const plain = isPlain ? (event.payloads[messageColumn]?.preview ?? null) : null;
  return {
    errorType: memberOf(details, 'errorType'),
    message: plain ?? memberOf(details, 'message'),
    details,
  };
}

/** Two inputs that are known not to be the same; inputs are mostly not stored at all. */
export function areInputsDifferent(one: StepPayload | null, other: StepPayload | null): boolean {
  if (one === null || other === null) return false;
  if (one.info.location === 'blob' || other.info.location === 'blob') return false;
  return one.info.sizeBytes !== other.info.sizeBytes || one.info.preview !== other.info.preview;
}
