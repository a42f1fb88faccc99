import type { ErrorCode } from '../../shared/contract/errors.ts';

/** The server answered with an error envelope. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: ErrorCode;
  readonly requestId: string;
  /** What the envelope holds beside the words; `undefined` = nothing. */
  readonly details: unknown;

  constructor(answer: {
    status: number;
    code: ErrorCode;
    requestId: string;
    message: string;
    details?: unknown;
  }) {
    super(answer.message);
    this.status = answer.status;
    this.code = answer.code;
    this.requestId = answer.requestId;
    this.details = answer.details;
  }
}

/** No answer arrived: the server is down, or the way to it is. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** More was asked than the file holds whose history is shown. */
export class NoHubError extends Error {
  override readonly name = 'NoHubError';

  constructor() {
    super('This history was read from a file, and there is no task hub behind it.');
  }
}

/** An answer arrived that the contract does not describe, for example a proxy's own error page. */
export class BadResponseError extends Error {
  override readonly name = 'BadResponseError';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

export function isNotFound(error: Error | null): boolean {
  return error instanceof ApiError && error.code === 'not-found';
}
