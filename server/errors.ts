import type { ErrorCode } from '../shared/contract/errors.ts';

/** A failure in the operator's words. The cause goes to the log and never to the wire. */
export class AppError extends Error {
  override readonly name = 'AppError';

  /** What a program needs to go on after the failure; goes to the wire. */
  readonly details: unknown;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { details, ...options }: ErrorOptions & { readonly details?: unknown } = {},
  ) {
    super(message, options);
    this.details = details;
  }
}
