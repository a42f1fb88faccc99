import { expect, it } from 'vitest';
import { AccountPause, retryAfterMs } from './account-pause.ts';

it('lasts until the latest moment that was asked for', () => {
  let nowMs = 1000;
  const pause = new AccountPause(() => nowMs);
  expect(pause.remainingMs()).toBe(0);
  pause.extend(5000);
  pause.extend(2000);
  expect(pause.remainingMs()).toBe(5000);
  nowMs += 6000;
  expect(pause.remainingMs()).toBe(0);
});

it.each([
  ['7', 7000],
  ['0', 0],
  ['0.5', 500],
  ['-3', 0],
  ['', null],
  ['soon', null],
  [undefined, null],
])('is read from Retry-After: %s', (header, waitMs) => {
  expect(retryAfterMs(header)).toBe(waitMs);
});

it('is read from a Retry-After that is a date', () => {
  const waitMs = retryAfterMs(new Date(Date.now() + 60_000).toUTCString());
  expect(waitMs).toBeGreaterThan(50_000);
  expect(waitMs).toBeLessThanOrEqual(60_000);
  expect(retryAfterMs('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0);
});
