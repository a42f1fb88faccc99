import { expect, it } from 'vitest';
import { makeHistoryEvent } from '../../testing/history.ts';
import { awaitedNamesIn, countEvents, nextEventOf } from './awaited-event.ts';
import { buildExecution } from './build-execution.ts';

it.each([
  ['{"waitingFor":"Approve"}', ['Approve']],
  ['{"state":"open","waiting_for":["A","B","A"]}', ['A', 'B']],
  ['{"awaiting":"Pay"}', ['Pay']],
  ['{"pendingEvents":["X"]}', ['X']],
  ['"waiting for Approve"', ['Approve']],
  ['Waits for the event "Ship.Now" since noon', ['Ship.Now']],
  ['{"message":"waiting for Reply"}', ['Reply']],
  ['{"wait":true,"waiter":"Bob"}', []],
  ['"charging"', []],
  ['{"broken', []],
  ['null', []],
])('%s names %j', (customStatus, names) => {
  expect(awaitedNamesIn(customStatus)).toEqual(names);
});

it('takes no name from a custom status that is there to overflow the page', () => {
  expect(awaitedNamesIn(JSON.stringify({ waitingFor: 'x'.repeat(5_000) }))).toEqual([]);
  const many = JSON.stringify({ waitingFor: Array.from({ length: 500 }, (_, n) => `e${n}`) });
  expect(awaitedNamesIn(many)).toHaveLength(10);
});

it('finds the event that another run took in after as many', () => {
  const events = ['A', 'B'].map((name, place) =>
    makeHistoryEvent({ ordinal: place + 1, eventType: 'EventRaised', name }),
  );
  const other = buildExecution([makeHistoryEvent(), ...events]);
  expect(countEvents(other)).toBe(2);
  expect([0, 1, 2].map((taken) => nextEventOf(other, taken))).toEqual(['A', 'B', null]);
});
