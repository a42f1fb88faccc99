import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { ErrorCode, ErrorEnvelope } from '../../shared/contract/errors.ts';
import { AppError } from '../errors.ts';
import { reportFailure } from '../failure-report.ts';
import { redaction } from '../redaction.ts';
import { requestIdOf } from './request-id.ts';

export const statusOfCode = {
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'rate-limited': 429,
  'not-found': 404,
  conflict: 409,
  'action-refused': 409,
  internal: 500,
  unsupported: 501,
  'store-unavailable': 503,
  'outcome-unknown': 504,
} satisfies Record<ErrorCode, number>;

/** What Express and its body parser raise before a handler runs, by their `type`. */
const requestFaults = new Map([
  ['entity.parse.failed', 'The request body is not JSON.'],
  ['request.aborted', 'The request ended before its body was complete.'],
  ['request.size.invalid', 'The request body does not have the announced length.'],
  ['charset.unsupported', 'The request body must be UTF-8.'],
  ['encoding.unsupported', 'The content encoding of the request body is not supported.'],
]);

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof URIError) {
    return new AppError('invalid-request', 'The path holds a broken percent encoding.', { cause: error });
  }
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large') {
    const limit = error instanceof Error && 'limit' in error ? Number(error.limit) : NaN;
    const message = `The request body is larger than ${limit / 1e6} MB, the most that this address takes.`;
    return new AppError('invalid-request', message, { cause: error });
  }
  const fault = requestFaults.get(type);
  if (fault !== undefined) return new AppError('invalid-request', fault, { cause: error });
  return new AppError(
    'internal',
    'Something went wrong inside Durascope. Its log has the details under this request id.',
    { cause: error },
  );
}

/** The only place where codes become statuses and where a failed request is logged. */
export function errorHandler(logger: Logger, redact = redaction([])): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express tells error handlers by their four parameters
  return (error: unknown, _request, response, _next) => {
    const failure = toAppError(error);
    const status = statusOfCode[failure.code];
    const requestId = requestIdOf(response);
    const level = status >= 500 ? 'error' : 'debug';
    logger[level]({ requestId, code: failure.code, failure: reportFailure(failure) }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { code, message, details } = failure;
    const envelope: ErrorEnvelope = { error: { code, message, requestId, details } };
    response
      .status(status)
      .type('json')
      .send(redact(JSON.stringify(envelope)));
  };
}
