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

/** What a receipt says of a command that may have been sent. */
export function receiptOf(error: unknown): CommandReceipt | null {
  if (!(error instanceof AppError) || error.code !== 'outcome-unknown') return null;
  return commandReceipt.safeParse(error.details).data ?? null;
}

function outcomeOfError(error: unknown, isBegun: boolean): AuditOutcome {
  if (error instanceof AppError) {
    const { code, message } = error;
    return { result: resultOf[code], code, message, receipt: receiptOf(error) };
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
