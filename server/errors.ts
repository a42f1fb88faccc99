import type { ErrorCode } from '../shared/contract/errors.ts';

/** A failure in the operator's words. The cause goes to the log and never to the wire. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
