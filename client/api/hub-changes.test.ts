import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import {
  breakHubFeed,
  FakeEventSource,
  openHubFeed,
  sendFreshness,
  sendHubChange,
} from '../testing/fake-event-source.ts';
import { feedSnapshot, onFeedState, onHubChange } from './hub-changes.ts';
import { refresh } from './refresh.ts';

const hub = 'orders~TestHub';
const ends: (() => void)[] = [];

function follow(listener: () => void): void {
  ends.push(onHubChange(hub, listener));
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

test('everybody who follows a hub shares one connection, which ends with the last of them', () => {
  const endFirst = onHubChange(hub, () => undefined);
  const endSecond = onFeedState(hub, () => undefined);
  expect(FakeEventSource.open.size).toBe(1);
  endFirst();
  expect(FakeEventSource.open.size).toBe(1);
  endSecond();
  expect(FakeEventSource.open.size).toBe(0);
});

test('the first change is told at once and a burst behind it once', () => {
  const told = vi.fn();
  follow(told);
  sendHubChange(hub, makeCoverage());
  vi.advanceTimersByTime(0);
  expect(told).toHaveBeenCalledTimes(1);
  for (const rows of [4, 5, 6]) sendHubChange(hub, makeCoverage({ rows }));
  vi.advanceTimersByTime(refresh.hubChangeThrottleMs - 1);
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(told).toHaveBeenCalledTimes(2);
  expect(feedSnapshot(hub).coverage?.rows).toBe(6);
});

test('a change waits for the reader to stop scrolling, but not for long', () => {
  const told = vi.fn();
  follow(told);
  sendHubChange(hub, makeCoverage());
  vi.advanceTimersByTime(0);
  expect(told).toHaveBeenCalledTimes(1);
  function scrollFor(spanMs: number): void {
    const untilMs = Date.now() + spanMs;
    while (Date.now() < untilMs) {
      document.dispatchEvent(new Event('scroll'));
      vi.advanceTimersByTime(50);
    }
  }
  sendHubChange(hub, makeCoverage({ rows: 4 }));
  scrollFor(3 * refresh.hubChangeThrottleMs);
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(refresh.hubChangeThrottleMs);
  expect(told).toHaveBeenCalledTimes(2);
  sendHubChange(hub, makeCoverage({ rows: 5 }));
  scrollFor(refresh.hubChangeLatestMs + 1_000);
  expect(told).toHaveBeenCalledTimes(3);
});

test('freshness alone is shown but makes nobody read again', () => {
  const told = vi.fn();
  follow(told);
  sendHubChange(hub, makeCoverage());
  vi.advanceTimersByTime(refresh.hubChangeThrottleMs);
  const asOf = '2026-11-21T09:00:00.0000000Z';
  sendFreshness(hub, makeCoverage({ asOf }));
  vi.advanceTimersByTime(refresh.hubChangeThrottleMs);
  expect(feedSnapshot(hub).coverage?.asOf).toBe(asOf);
  expect(told).toHaveBeenCalledTimes(1);
});

test('a broken connection is opened again, later and later, and then what was missed is told', () => {
  const told = vi.fn();
  follow(told);
  openHubFeed(hub);
  breakHubFeed(hub);
  expect(feedSnapshot(hub).connection).toBe('broken');
  vi.advanceTimersByTime(refresh.feedRetryMs);
  expect(FakeEventSource.open.size).toBe(1);
  breakHubFeed(hub);
  vi.advanceTimersByTime(refresh.feedRetryMs);
  expect(FakeEventSource.open.size).toBe(0);
  vi.advanceTimersByTime(refresh.feedRetryMs);
  openHubFeed(hub);
  vi.advanceTimersByTime(0);
  expect(feedSnapshot(hub).connection).toBe('open');
  expect(told).toHaveBeenCalledTimes(1);
});

test('a page that nobody sees lets go of its connection and catches up when it is seen again', () => {
  const told = vi.fn();
  follow(told);
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(FakeEventSource.open.size).toBe(0);
  visibility.mockReturnValue('visible');
  document.dispatchEvent(new Event('visibilitychange'));
  openHubFeed(hub);
  vi.advanceTimersByTime(0);
  expect(told).toHaveBeenCalledTimes(1);
  visibility.mockRestore();
});
