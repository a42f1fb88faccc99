import { expect, it } from 'vitest';
import { makeBacklog } from '../../../testing/backlog.ts';
import { makeQueuedMessage } from '../../../testing/diagnosis.ts';
import {
  asked,
  done,
  failed,
  fired,
  makeHistory,
  started,
  timer,
  turn,
} from '../../../testing/execution-history.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';

/** A loop that sleeps, so that no event is suspected. */
function sleeping(dueRow: number) {
  return makeHistory(turn(started(), timer(0, 10)), turn(fired(0, 10), timer(1, dueRow)));
}
const noWorker = makeBacklog({ readAt: at(600), partitions: [] });
const queue = 'testhub-control-00';

it('says when the timer is due', () => {
  expect(tell({ events: sleeping(9000) })).toEqual([
    'awaits-timer normal certain: It waits for a timer due at 2026-11-21T05:15:00Z, in 5 min.',
  ]);
});

it('comes behind what it may be the time limit of', () => {
  const events = makeHistory(turn(started(), asked(0), timer(1, 9000)));
  expect(tell({ events })).toEqual([
    'activity-running normal likely: It waits for the activity Charge, asked for at 2026-11-21T05:00:00.2Z.',
    'awaits-timer normal possible: A timer is under way, due at 2026-11-21T05:15:00Z, in 5 min. It may limit the time of what else it waits for.',
  ]);
});

it('is patient with a timer that was due a moment ago', () => {
  expect(tell({ events: sleeping(5900) })).toEqual([
    'awaits-timer normal certain: It waits for a timer due at 2026-11-21T05:09:50Z.',
  ]);
});

it('says that a timer is overdue, and where its message may be', () => {
  const controlQueue = { queue, depth: 1, messages: [] };
  const [first] = tell({ events: sleeping(3000), controlQueue });
  expect(first).toBe(
    'timer-overdue delayed certain: A timer was due at 2026-11-21T05:05:00Z, 5 min ago; its message is with a worker, or behind others in the control queue.',
  );
  const messages = [makeQueuedMessage({ eventType: 'TimerFired', name: null })];
  const lines = tell({ events: sleeping(3000), controlQueue: { queue, depth: 1, messages } });
  expect(lines.find((line) => line.startsWith('timer-overdue'))).toContain(
    'in the control queue and was not taken',
  );
});

it('says that a timer never fires once no queue holds its message although a worker is there', () => {
  expect(tell({ events: sleeping(3000) })[0]).toMatch(/^timer-overdue broken likely: .*it never will\.$/);
  const later = { now: at(1800), backlog: makeBacklog({ readAt: at(1800) }) };
  expect(tell({ events: sleeping(3000), ...later })[0]).toMatch(/^timer-overdue broken certain/);
  const hidden = { queue, depth: 3, messages: [] };
  expect(tell({ events: sleeping(3000), ...later, controlQueue: hidden })[0]).toMatch(
    /^timer-overdue broken likely/,
  );
});

it('concludes nothing from queues that could not be read, or that no worker reads', () => {
  const ofTimer = (lines: string[]) => lines.find((line) => line.startsWith('timer-overdue'));
  expect(ofTimer(tell({ events: sleeping(3000), controlQueue: null }))).toMatch(/^timer-overdue delayed/);
  expect(ofTimer(tell({ events: sleeping(3000), backlog: noWorker }))).toMatch(/^timer-overdue delayed/);
});

it('tells of a retry with the attempt, its delay and the last failure', () => {
  const delayed = [...turn(started(), asked(0)), ...turn(failed(0, 'card declined'), timer(1, 9000))];
  expect(tell({ events: makeHistory(delayed) })).toEqual([
    'retrying delayed likely: Attempt 2 of Charge begins at 2026-11-21T05:15:00Z; attempt 1 failed: card declined.',
  ]);
  const again = [...delayed, ...turn(fired(1, 9000), asked(2))];
  expect(tell({ events: makeHistory(again) })[0]).toMatch(
    /^retrying delayed likely: Attempt 2 of Charge has been under way since/,
  );
});

it('takes the delay of a retry for overdue as well', () => {
  const rows = [...turn(started(), asked(0)), ...turn(failed(0), timer(1, 3000))];
  expect(tell({ events: makeHistory(rows) })).toEqual([
    expect.stringContaining(
      'The delay before the next attempt of Charge was due at 2026-11-21T05:05:00Z, 5 min ago',
    ),
  ]);
});

it('sees no retry where nothing failed', () => {
  const rows = [...turn(started(), asked(0)), ...turn(done(0), asked(1))];
  expect(rulesOf({ events: makeHistory(rows) })).toEqual(['activity-running']);
});
