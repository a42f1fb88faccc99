import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { AccountPausedError } from './account-pause.ts';
import { sendError, storageError } from './storage-errors.ts';

const subject = { target: 'shop1', what: 'queue shop-control-00' };

function failure(members: Record<string, unknown>, name = 'RestError'): Error {
  return Object.assign(new Error('https://shop1.example/?sig=secret'), { name, ...members });
}

describe('a failed read', () => {
  it.each([
    [{ statusCode: 404, code: 'QueueNotFound' }, 'not-found', 'has no queue shop-control-00'],
    [{ statusCode: 403, code: 'AuthorizationFailure' }, 'forbidden', '(403 AuthorizationFailure)'],
    [{ statusCode: 401 }, 'forbidden', '(401)'],
    [{ statusCode: 503, code: 'ServerBusy' }, 'store-unavailable', '(503 ServerBusy)'],
    [{ statusCode: 429, code: 'TooManyRequests' }, 'store-unavailable', '(429 TooManyRequests)'],
    [
      { statusCode: 200, code: 'PARSE_ERROR' },
      'store-unavailable',
      'for the queue shop-control-00 broke off',
    ],
    [{ code: 'ECONNREFUSED' }, 'store-unavailable', 'the connection was refused'],
    [{ code: 'ENOTFOUND' }, 'store-unavailable', 'its host name is unknown'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'store-unavailable', 'CERT_HAS_EXPIRED'],
    [{}, 'internal', 'Reading the queue shop-control-00 failed.'],
  ])('with %o is %s', (members, code, words) => {
    const error = storageError(failure(members), subject);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('secret');
  });

  it('that took too long, or could not sign in, says so', () => {
    expect(storageError(failure({}, 'AbortError'), subject).message).toContain('did not answer in time');
    expect(storageError(failure({}, 'CredentialUnavailableError'), subject)).toMatchObject({
      code: 'forbidden',
      message: 'No identity of this process can sign in to the storage account shop1.',
    });
  });

  it('of an account that asks for a pause says how long', () => {
    const words = 'The storage account shop1 is throttling; it asked to wait 7 s.';
    expect(storageError(new AccountPausedError(6100), subject).message).toBe(words);
    const headers = new Headers({ 'retry-after': '7' });
    const byBlobs = failure({ statusCode: 503, response: { status: 503, headers } });
    expect(storageError(byBlobs, subject).message).toBe(words);
  });

  it('that is explained already stays as it is', () => {
    const known = new AppError('conflict', 'known');
    expect(storageError(known, subject)).toBe(known);
  });
});

describe('a failed send', () => {
  it.each([
    [{ statusCode: 404 }, 'not-found'],
    [{ statusCode: 403 }, 'forbidden'],
    [{ statusCode: 413 }, 'store-unavailable'],
    [{ statusCode: 503, code: 'ServerBusy' }, 'store-unavailable'],
    [{ code: 'ECONNREFUSED' }, 'store-unavailable'],
    [{ code: 'ENOTFOUND' }, 'store-unavailable'],
  ])('with %o was refused: %s', (members, code) => {
    expect(sendError(failure(members), subject).code).toBe(code);
  });

  it.each([
    [{ code: 'ECONNRESET' }, 'RestError'],
    [{ code: 'ETIMEDOUT' }, 'RestError'],
    [{ statusCode: 500, code: 'OperationTimedOut' }, 'RestError'],
    [{ statusCode: 408 }, 'RestError'],
    [{ statusCode: 201, code: 'PARSE_ERROR' }, 'RestError'],
    [{}, 'AbortError'],
    [{}, 'TypeError'],
  ])('with %o (%s) may have reached the queue', (members, name) => {
    expect(sendError(failure(members, name), subject).code).toBe('outcome-unknown');
  });
});
