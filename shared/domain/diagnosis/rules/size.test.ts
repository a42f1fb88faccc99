import { expect, it } from 'vitest';
import { asked, done, makeHistory, started, turn } from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { tell } from '../../../testing/told-findings.ts';

/** A loop with a turn each `everySeconds`, its last activity still under way. */
function loop(turns: number, everySeconds: number) {
  const first = turn(started(), asked(0));
  const rows = Array.from({ length: turns }, (_, i) =>
    turn(done(i), asked(i + 1)).map((row) => ({ ...row, timestamp: at((i + 1) * everySeconds) })),
  );
  return makeHistory(first, ...rows);
}
const ofSize = (lines: string[]) => lines.filter((line) => line.startsWith('history-'));

it('says that a history is too large', () => {
  expect(ofSize(tell({ events: loop(2600, 0.1) }))).toEqual([
    expect.stringMatching(
      /^history-too-large advice certain: Its history has 10404 events and .* with 11 requests/,
    ),
  ]);
  const cut = tell({ events: loop(2600, 0.1), unread: ['end-of-history'] });
  expect(ofSize(cut)[0]).toContain('at least 10404 events');
});

it('foretells when a history that grows will be too large', () => {
  expect(ofSize(tell({ events: loop(240, 360), now: at(86_400) }))).toEqual([
    expect.stringMatching(
      /^history-growing advice likely: Its history grows by 964 events a day, has 964, and .* in about 9 d\.$/,
    ),
  ]);
});

it('takes neither a burst at the beginning nor slow growth for that', () => {
  expect(ofSize(tell({ events: loop(240, 1), now: at(86_400) }))).toEqual([]);
  expect(ofSize(tell({ events: loop(240, 1), now: at(600) }))).toEqual([]);
  expect(ofSize(tell({ events: loop(40, 21_600), now: at(900_000) }))).toEqual([]);
});
