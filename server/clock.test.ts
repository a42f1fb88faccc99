import { afterEach, expect, it, vi } from 'vitest';
import { nowInstant } from './clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('rises with every call, even when the wall clock steps back', () => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1), toFake: ['Date'] });
  const before = Array.from({ length: 1000 }, () => nowInstant());
  vi.setSystemTime(Date.UTC(2029, 0, 1));
  const all = [...before, nowInstant()];
  expect(new Set(all).size).toBe(all.length);
  expect(all.toSorted()).toEqual(all);
});

it('follows the wall clock over a sleep of the machine', () => {
  vi.useFakeTimers({ now: Date.UTC(2031, 0, 1), toFake: ['Date'] });
  nowInstant();
  vi.setSystemTime(Date.UTC(2031, 0, 2));
  expect(nowInstant()).toMatch(/^2031-01-02T00:00:00\.000/);
});
