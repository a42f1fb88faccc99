import { expect, test } from 'vitest';
import { ApiError, BadResponseError, NetworkError } from './api-errors.ts';
import { isWorthRetrying } from './query-client.ts';

function apiError(status: number): ApiError {
  return new ApiError({ status, code: 'internal', requestId: 'request-1', message: 'It failed.' });
}

test.each([
  [new NetworkError('No answer.'), true],
  [apiError(503), true],
  [new BadResponseError(502, 'A proxy spoke.'), true],
  [apiError(404), false],
  [apiError(400), false],
  [new BadResponseError(200, 'Not the contract.'), false],
  [new TypeError('A mistake of ours.'), false],
])('%s is tried again: %s', (error, isTriedAgain) => {
  expect(isWorthRetrying(error)).toBe(isTriedAgain);
});
