import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { AppError } from '../errors.ts';

/** Storage is in trouble: nothing is wrong with what was to be read. */
export function isStorageTrouble(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'store-unavailable';
}

interface PatientReadsOptions {
  /** After each failure of storage in a row; behind the last one reading is given up. */
  readonly retryDelaysMs: readonly number[];
  /** `false` = whatever waits or comes back is not wanted any more. */
  readonly isWanted: () => boolean;
  /** `null` = storage answers again. */
  readonly onProblem: (problem: { code: ErrorCode; message: string } | null) => void;
}

/** The reads of one job in the background, which wait together while storage is in trouble: it is not asked more often then. */
export class PatientReads {
  private readonly abort = new AbortController();
  private failuresInARow = 0;
  private pause: Promise<void> = Promise.resolve();
  /** Grows with each pause, so that a read begun before one is told from a read that ended it. */
  private pauses = 0;

  constructor(private readonly options: PatientReadsOptions) {}

  /** `undefined` = not wanted any more. Rejects when storage stays away, and with every other failure at once. */
  async read<Result>(attempt: () => Promise<Result>): Promise<Result | undefined> {
    for (;;) {
      await this.endOfPause();
      if (!this.options.isWanted()) return undefined;
      const pausesBefore = this.pauses;
      try {
        const result = await attempt();
        if (pausesBefore === this.pauses) this.recovered();
        return result;
      } catch (error) {
        if (!isStorageTrouble(error)) throw error;
        if (pausesBefore === this.pauses) this.beginPause(error);
      }
    }
  }

  /** Nobody waits any longer. */
  stop(): void {
    this.abort.abort();
  }

  /** One that begins while another ends is waited for as well. */
  private async endOfPause(): Promise<void> {
    for (let waitedFor: Promise<void> | null = null; waitedFor !== this.pause;) {
      waitedFor = this.pause;
      await waitedFor;
    }
  }

  private recovered(): void {
    this.failuresInARow = 0;
    this.options.onProblem(null);
  }

  private beginPause(error: AppError): void {
    const { onProblem, retryDelaysMs } = this.options;
    onProblem({ code: error.code, message: error.message });
    const delayMs = retryDelaysMs[this.failuresInARow];
    if (delayMs === undefined) throw error;
    this.failuresInARow += 1;
    this.pauses += 1;
    // Being stopped ends the waiting, and then the loops around it.
    this.pause = wait(delayMs, undefined, { signal: this.abort.signal, ref: false }).catch(() => undefined);
  }
}
