import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { JobItem } from '../../../shared/contract/jobs.ts';
import { AppError } from '../../errors.ts';

export interface Outcome {
  readonly state: Extract<JobItem['state'], 'pending' | 'done' | 'refused' | 'failed' | 'unknown'>;
  readonly code: JobItem['code'];
  readonly message: string | null;
  /**
   * `trouble`: storage does not answer as it should, so the job slows down. `halt`: every other item would end the same
   * way, so the job pauses.
   */
  readonly sign: 'fine' | 'trouble' | 'halt';
}

export function outcomeOfReceipt({ summary, queue }: CommandReceipt): Outcome {
  const message = summary ?? (queue === null ? null : `Queued in ${queue}.`);
  return { state: 'done', code: null, message, sign: 'fine' };
}

/** What the failure of one command says of its item, and of the job. */
export function outcomeOfFailure(error: unknown): Outcome {
  if (!(error instanceof AppError)) {
    // Nobody foresaw it, so nobody knows whether it came before or behind the sending.
    const message = 'It failed in a way nobody foresaw: the command may or may not have been given.';
    return { state: 'unknown', code: 'internal', message, sign: 'trouble' };
  }
  const { code, message } = error;
  switch (code) {
    case 'action-refused':
      return { state: 'refused', code, message, sign: 'fine' };
    // Nothing was sent: the item waits with the job.
    case 'store-unavailable':
    case 'rate-limited':
      return { state: 'pending', code, message, sign: 'trouble' };
    case 'forbidden':
    case 'unauthenticated':
      return { state: 'pending', code, message, sign: 'halt' };
    case 'internal':
    case 'outcome-unknown':
      return { state: 'unknown', code, message, sign: 'trouble' };
    default:
      return { state: 'failed', code, message, sign: 'fine' };
  }
}
