import { expect, it } from 'vitest';
import { z } from 'zod';
import { activity, transientFailures } from './sample-activity.ts';

const work = activity('Work', z.string(), [40, 60], (input, { random }) => [input, random()]).Work!;
const contextOf = (instanceId: string, signal = new AbortController().signal) => ({ instanceId, signal });

it('does the same for the same instance and input, and something else for another', async () => {
  const [first, again, other] = await Promise.all(
    ['a', 'a', 'b'].map((id) => Promise.resolve(work('x', contextOf(id)))),
  );
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('takes as long as its pace says', async () => {
  const startedAt = performance.now();
  await work('x', contextOf('a'));
  // Timers count whole milliseconds and may fire a fraction early.
  expect(performance.now() - startedAt).toBeGreaterThan(39);
});

it('ends at once when the worker stops', async () => {
  const never = activity('Never', z.unknown(), [600_000, 600_000], () => 'done').Never!;
  const stopping = new AbortController();
  const running = Promise.resolve(never(null, contextOf('a', stopping.signal)));
  stopping.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

it('fails a key as often as asked and starts over after the success', () => {
  const isStillFailing = transientFailures();
  const attempts = () => Array.from({ length: 3 }, () => isStillFailing('order-1', 2));
  expect([attempts(), attempts()]).toEqual([
    [true, true, false],
    [true, true, false],
  ]);
});
