import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shareRead } from './shared-read.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('reads once for everybody who asks meanwhile and shortly after', async () => {
  let reads = 0;
  const read = shareRead(() => Promise.resolve(++reads), 1000);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  vi.advanceTimersByTime(999);
  expect(await read()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await read()).toBe(2);
});

it('shares a read that takes longer than its answer is good for', async () => {
  let answer: (value: string) => void = () => undefined;
  const read = shareRead(() => new Promise<string>((resolve) => (answer = resolve)), 1000);
  const first = read();
  vi.advanceTimersByTime(5000);
  const second = read();
  answer('late');
  expect(await Promise.all([first, second])).toEqual(['late', 'late']);
});

it('does not keep a failure', async () => {
  let reads = 0;
  const read = shareRead(
    () => (++reads === 1 ? Promise.reject(new Error('down')) : Promise.resolve(reads)),
    1000,
  );
  await expect(read()).rejects.toThrow('down');
  expect(await read()).toBe(2);
});

it('keeps an answer the longer, the longer it took', async () => {
  let reads = 0;
  const read = shareRead(
    () => {
      vi.advanceTimersByTime(300);
      return Promise.resolve(++reads);
    },
    (tookMs) => 10 * tookMs,
  );
  await read();
  vi.advanceTimersByTime(2_600);
  expect(await read()).toBe(1);
  vi.advanceTimersByTime(200);
  expect(await read()).toBe(2);
});
