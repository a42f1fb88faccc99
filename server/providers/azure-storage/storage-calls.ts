import type { AppError } from '../../errors.ts';
import { storageError, type FailureSubject } from './storage-errors.ts';

/** Longer than any healthy answer, short enough that a dead account is reported while somebody waits. */
const callTimeoutMs = 5000;
/** Signing in may ask several places in turn. */
const signInTimeoutMs = 20_000;

interface CallOptions {
  /** The caller's own wish to stop; its reason is thrown, not an `AppError`. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Where a failure means something else than that a read failed. */
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

export function createStorageCalls(target: string, signIn: (() => Promise<void>) | null): StorageCalls {
  return {
    target,
    async call(what, run, { signal, timeoutMs = callTimeoutMs, translate = storageError } = {}) {
      signal?.throwIfAborted();
      const subject = { target, what };
      if (signIn !== null) {
        await within(signIn(), AbortSignal.timeout(signInTimeoutMs)).catch((error: unknown) => {
          throw storageError(error, subject);
        });
      }
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        return await run(signal ? AbortSignal.any([signal, limit]) : limit);
      } catch (error) {
        signal?.throwIfAborted();
        throw translate(error, subject);
      }
    },
  };
}
