import { commandReceipt, type CommandReceipt } from '../../shared/contract/commands.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { AuditAttempt, AuditLog, AuditOutcome } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';

interface Steps<Checked, Result> {
  /** Reads and decides; writes nothing. */
  readonly check: () => Promise<Checked>;
  /** Writes, once. */
  readonly act: (checked: Checked) => Promise<Result>;
  readonly describe: (result: Result) => AuditOutcome;
}

/** Codes of what is refused before anything is written. */
const resultOf = {
  'invalid-request': 'refused',
  unauthenticated: 'refused',
  forbidden: 'refused',
  'rate-limited': 'refused',
  'not-found': 'refused',
  conflict: 'refused',
  'action-refused': 'refused',
  unsupported: 'refused',
  'store-unavailable': 'failed',
  'outcome-unknown': 'unknown',
  internal: 'failed',
} as const satisfies Record<ErrorCode, AuditOutcome['result']>;

/** Of a command that failed after something of it was written, or may have been. */
export function receiptOf(error: unknown): CommandReceipt | null {
  return error instanceof AppError ? (commandReceipt.safeParse(error.details).data ?? null) : null;
}

function outcomeOfError(error: unknown, isBegun: boolean): AuditOutcome {
  if (error instanceof AppError) {
    const { code, message } = error;
    const receipt = receiptOf(error);
    // What was refused half-way, such as the row of a start whose message was sent, is no refusal any more.
    const isHalfDone = receipt !== null && resultOf[code] === 'refused';
    return { result: isHalfDone ? 'failed' : resultOf[code], code, message, receipt };
  }
  // A fault of this program in the middle of writing says nothing about what was written before it.
  return {
    result: isBegun ? 'unknown' : 'failed',
    code: 'internal',
    message: 'Something went wrong inside Durascope. Its log has the details under this request id.',
    receipt: null,
  };
}

/** Checks, writes the attempt down, acts, and writes down what came of it, whatever that is. */
export async function audited<Checked, Result>(
  audit: AuditLog,
  attempt: AuditAttempt,
  { check, act, describe }: Steps<Checked, Result>,
): Promise<Result> {
  let checked: Checked;
  try {
    checked = await check();
  } catch (error) {
    await audit.refused(attempt, outcomeOfError(error, false));
    throw error;
  }
  const end = await audit.begin(attempt);
  try {
    const result = await act(checked);
    await end(describe(result));
    return result;
  } catch (error) {
    await end(outcomeOfError(error, true));
    throw error;
  }
}
