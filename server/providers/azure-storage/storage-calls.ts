import { setTimeout as delay } from 'node:timers/promises';
import type { AppError } from '../../errors.ts';
import { AccountPausedError, type AccountPause } from './account-pause.ts';
import type { StorageClients } from './storage-clients.ts';
import { askedWaitMs, storageError, type FailureSubject } from './storage-errors.ts';

/** Longer than any healthy answer, short enough that a dead account is reported while somebody waits. */
const callTimeoutMs = 5000;
/** Signing in may ask several places in turn. */
const signInTimeoutMs = 20_000;

/** Longer pauses are reported at once: somebody is waiting. */
const defaultPatienceMs = 2000;

export interface CallOptions {
  /** The caller's own wish to stop; its reason is thrown, not an `AppError`. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** How long, in all, the call may wait for an account that asks to be left alone. */
  readonly patienceMs?: number;
  /** Hears of what an impatient caller would be told by now, while this one waits. */
  readonly onTrouble?: ((problem: AppError) => void) | undefined;
  /** Where a failure means something else than that a read failed; such a call is never repeated. */
  readonly translate?: (error: unknown, subject: FailureSubject) => AppError;
}

export interface StorageCalls {
  /** Account name or host. */
  readonly target: string;
  /** Runs one SDK call within the time limit; failures become `AppError`s that name `what`. */
  call<T>(what: string, run: (signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T>;
}

async function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

interface Waiting {
  readonly signal: AbortSignal | undefined;
  readonly startedMs: number;
  readonly patienceMs: number;
  readonly onLongWait: (error: AccountPausedError) => void;
}

/** Resolves when the account may be asked; throws when that takes longer than the caller's patience. */
async function untilPauseEnds(
  pause: AccountPause,
  { signal, startedMs, patienceMs, onLongWait }: Waiting,
): Promise<void> {
  for (let waitMs = pause.remainingMs(); waitMs > 0; waitMs = pause.remainingMs()) {
    const waitedMs = performance.now() + waitMs - startedMs;
    if (waitedMs > patienceMs) throw new AccountPausedError(waitMs);
    if (waitedMs > defaultPatienceMs) onLongWait(new AccountPausedError(waitMs));
    await delay(waitMs, undefined, signal ? { signal } : {});
  }
}

async function runOnce<T>(
  run: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const limit = AbortSignal.timeout(timeoutMs);
  return run(signal ? AbortSignal.any([signal, limit]) : limit);
}

export function createStorageCalls(
  target: string,
  { signIn, pause }: Pick<StorageClients, 'signIn' | 'pause'>,
): StorageCalls {
  const runPatiently = async <T>(
    run: (signal: AbortSignal) => Promise<T>,
    { signal, timeoutMs = callTimeoutMs, patienceMs = defaultPatienceMs, translate }: CallOptions,
    onLongWait: Waiting['onLongWait'],
  ): Promise<T> => {
    const startedMs = performance.now();
    for (;;) {
      await untilPauseEnds(pause, { signal, startedMs, patienceMs, onLongWait });
      try {
        return await runOnce(run, timeoutMs, signal);
      } catch (error) {
        const waitMs = askedWaitMs(error);
        if (waitMs === null) throw error;
        pause.extend(waitMs);
        if (translate !== undefined) throw error;
      }
    }
  };
  return {
    target,
    async call(what, run, options = {}) {
      const { signal, translate = storageError } = options;
      signal?.throwIfAborted();
      const subject = { target, what };
      if (signIn !== null) {
        await within(signIn(), AbortSignal.timeout(signInTimeoutMs)).catch((error: unknown) => {
          throw storageError(error, subject);
        });
      }
      try {
        return await runPatiently(run, options, (error) => options.onTrouble?.(translate(error, subject)));
      } catch (error) {
        signal?.throwIfAborted();
        throw translate(error, subject);
      }
    },
  };
}
