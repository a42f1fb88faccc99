import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPoller } from './polling.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function counting(isBusy: () => boolean) {
  const looks: number[] = [];
  const errors: unknown[] = [];
  const poller = startPoller({
    poll: () => {
      looks.push(Date.now());
      return Promise.resolve(isBusy());
    },
    onError: (error) => errors.push(error),
  });
  return { poller, looks, errors };
}

describe('a poller', () => {
  it('looks ever more rarely while there is nothing, and at once when woken', async () => {
    const { poller, looks } = counting(() => false);
    await vi.advanceTimersByTimeAsync(10_000);
    const gaps = looks.slice(1).map((time, i) => time - looks[i]!);
    expect(gaps.slice(0, 6)).toEqual([50, 100, 200, 400, 800, 1000]);
    const before = looks.length;
    poller.wake();
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toHaveLength(before + 1);
    await vi.advanceTimersByTimeAsync(50);
    expect(looks).toHaveLength(before + 2);
    await poller.stop();
  });

  it('does not pause while there is work', async () => {
    let left = 5;
    const { poller, looks } = counting(() => left-- > 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(6);
    await poller.stop();
  });

  it('goes on after a failure, which it reports', async () => {
    let left = 1;
    const { poller, looks, errors } = counting(() => {
      if (left-- > 0) throw new Error('unreachable');
      return false;
    });
    await vi.advanceTimersByTimeAsync(60);
    expect(errors).toHaveLength(1);
    expect(looks.length).toBeGreaterThan(1);
    await poller.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(errors).toHaveLength(1);
  });
});
