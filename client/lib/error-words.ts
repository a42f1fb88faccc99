import type { ErrorCode } from '../../shared/contract/errors.ts';
import { ApiError, BadResponseError, NetworkError, NoHubError } from '../api/api-errors.ts';

const titles = {
  'invalid-request': 'The request is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  'rate-limited': 'Too many requests',
  'not-found': 'Not found',
  conflict: 'Changed in the meantime',
  'action-refused': 'Refused',
  unsupported: 'Not supported by this task hub',
  'store-unavailable': 'Storage cannot be reached',
  'outcome-unknown': 'Outcome unknown',
  internal: 'The server failed',
} as const satisfies Record<ErrorCode, string>;

export interface ErrorWords {
  readonly title: string;
  readonly detail: string;
  /** `null` when no answer came from the server itself. */
  readonly code: ErrorCode | null;
  readonly requestId: string | null;
}

export function describeError(error: Error): ErrorWords {
  if (error instanceof ApiError)
    return { title: titles[error.code], detail: error.message, code: error.code, requestId: error.requestId };
  const rest = { detail: error.message, code: null, requestId: null };
  if (error instanceof NetworkError) return { ...rest, title: 'No connection to the server' };
  if (error instanceof NoHubError) return { ...rest, title: 'Not in the file' };
  if (error instanceof BadResponseError) return { ...rest, title: 'The answer cannot be read' };
  return { ...rest, title: 'This part of the page failed' };
}
