import { expect, it } from 'vitest';
import type { Backlog, PartitionOwner } from '../../../contract/backlog.ts';
import { makeBacklog } from '../../../testing/backlog.ts';
import { makeQueuedMessage } from '../../../testing/diagnosis.ts';
import { at } from '../../../testing/instances.ts';
import { rulesOf, tell } from '../../../testing/told-findings.ts';
import type { Wait } from '../../execution/wait.ts';

const live: PartitionOwner = {
  workerId: 'worker-1',
  lease: 'live',
  ownedSince: at(0),
  lastRenewedAt: at(595),
  expiresAt: at(625),
  nextOwner: null,
  isDraining: false,
};
const free: PartitionOwner = {
  ...live,
  ...{ workerId: null, lease: 'free', ownedSince: null, lastRenewedAt: null, expiresAt: null },
};
function expired(expiresAt: string | null): PartitionOwner {
  return { ...live, lease: 'expired', lastRenewedAt: at(0), expiresAt };
}

/** The partition of the instance, and another one; `isBusy` = a message is visible in the other. */
function hub(own: PartitionOwner | null, other: PartitionOwner | null, isBusy = false): Backlog {
  const queue = (partition: number) => ({
    queue: `testhub-control-0${partition}`,
    depth: 0,
    head: isBusy && partition === 1 ? { insertedAt: at(500), dequeueCount: 0 } : null,
    partition,
  });
  return makeBacklog({
    readAt: at(600),
    partitionCount: 2,
    partitions: [
      { ...queue(0), owner: own },
      { ...queue(1), owner: other },
    ],
  });
}

function wait(kind: Wait['kind'], facts: Partial<Wait> = {}): Wait {
  const unknown = { stepId: null, name: null, instanceId: null, dueAt: null, attempt: 1, isInferred: false };
  return { ...unknown, kind, since: at(100), ...facts };
}
const waitsForWorker = [wait('activity', { name: 'Charge' })];
const waitsForEvent = [wait('external-event')];
const queued = { queue: 'testhub-control-00', depth: 1, messages: [makeQueuedMessage()] };

it('finds that no worker runs, before anything else, when only a worker could move the instance', () => {
  expect(tell({ waits: waitsForWorker, backlog: hub(free, free) })[0]).toBe(
    'no-worker broken certain: No worker runs on this task hub: no partition has a live owner, so nothing moves.',
  );
  expect(rulesOf({ waits: waitsForEvent, backlog: hub(free, free), controlQueue: queued })[0]).toBe(
    'no-worker',
  );
});

it('is patient with an app that has just stopped, or has just got something to do', () => {
  const justStopped = hub(expired(at(590)), expired(at(580)));
  expect(tell({ waits: waitsForWorker, backlog: justStopped })[0]).toBe(
    'no-worker delayed certain: No worker runs on this task hub at the moment: no partition has a live owner.',
  );
  const justAsked = [wait('activity', { name: 'Charge', since: at(570) })];
  expect(tell({ waits: justAsked, backlog: hub(free, free) })[0]).toMatch(/^no-worker delayed/);
  expect(tell({ waits: [...justAsked, ...waitsForWorker], backlog: hub(free, free) })[0]).toMatch(
    /^no-worker broken/,
  );
});

it('puts the missing worker last when the instance waits for the world outside', () => {
  const found = tell({ waits: waitsForEvent, backlog: hub(free, free, true) });
  expect(found[0]).toMatch(/^awaits-event normal/);
  expect(found.at(-1)).toMatch(/^no-worker advice certain/);
});

it('takes a hub that is scaled to zero with nothing waiting for healthy', () => {
  expect(rulesOf({ waits: waitsForEvent, backlog: hub(free, expired(at(0))) })).toEqual(['awaits-event']);
});

it('does not miss a worker where owners are unknown, one is live, or the instance has ended', () => {
  const unknown = { ...hub(null, null), ownership: null };
  expect(rulesOf({ waits: waitsForWorker, backlog: unknown })).not.toContain('no-worker');
  expect(rulesOf({ waits: waitsForWorker, backlog: hub(free, null) })).not.toContain('no-worker');
  expect(rulesOf({ waits: waitsForWorker, backlog: hub(free, live) })).not.toContain('no-worker');
  expect(rulesOf({ instance: { runtimeStatus: 'Completed' }, backlog: hub(free, free, true) })).toEqual([]);
});

it('needs a worker for a timer that is due, and not before', () => {
  const timer = (dueAt: string) => rulesOf({ waits: [wait('timer', { dueAt })], backlog: hub(free, free) });
  expect(timer(at(599))).toContain('no-worker');
  expect(timer(at(601))).not.toContain('no-worker');
});

it('needs a worker for a suspended instance only when a message is there', () => {
  const waits = [wait('resume'), ...waitsForWorker];
  expect(rulesOf({ waits, backlog: hub(free, free) })).not.toContain('no-worker');
  expect(rulesOf({ waits, backlog: hub(free, free), controlQueue: queued })[0]).toBe('no-worker');
});

it('finds that nobody owns its partition while workers own others', () => {
  expect(tell({ waits: waitsForWorker, backlog: hub(free, live) })[0]).toMatch(
    /^no-owner broken certain: Nobody owns its partition 0 although workers own others/,
  );
  expect(rulesOf({ waits: waitsForWorker, backlog: hub(live, free) })).not.toContain('no-owner');
});

it('mentions the missing owner to one that waits for something else, and not before it', () => {
  expect(tell({ waits: waitsForEvent, backlog: hub(free, live) }).at(-1)).toMatch(/^no-owner advice/);
});

it('finds an expired lease that nobody took over, and is patient for a minute', () => {
  const found = (expiresAt: string | null) =>
    tell({ waits: waitsForWorker, backlog: hub(expired(expiresAt), live) })[0];
  expect(found(at(300))).toBe(
    'lease-expired broken certain: The lease of its partition 0 ran out at 2026-11-21T05:05:00Z and nobody took it over since: worker-1 does not renew it any more.',
  );
  expect(found(at(590))).toMatch(/^lease-expired delayed/);
  expect(found(null)).toMatch(
    /^lease-expired broken certain: The lease of its partition 0 ran out and nobody/,
  );
  expect(rulesOf({ waits: waitsForWorker, backlog: hub(live, live) })).toEqual(['activity-running']);
});

it('finds a partition that changes hands again and again', () => {
  const moves = (count: number, ageSeconds: number) =>
    Array.from({ length: count }, (_, place) => ({
      at: at(600 - ageSeconds - place * 10),
      from: `worker-${place % 2}`,
      to: `worker-${(place + 1) % 2}`,
    }));
  const backlog = hub(live, live);
  expect(tell({ waits: waitsForWorker, backlog, leaseMoves: moves(5, 30) })[0]).toMatch(
    /^lease-flapping delayed likely: Its partition 0 changed hands 5 times in the last 1 min/,
  );
  expect(tell({ waits: waitsForEvent, backlog, leaseMoves: moves(5, 30) }).at(-1)).toMatch(
    /^lease-flapping advice/,
  );
  expect(rulesOf({ backlog, leaseMoves: moves(2, 30) })).not.toContain('lease-flapping');
  expect(rulesOf({ backlog, leaseMoves: moves(5, 590) })).not.toContain('lease-flapping');
});

it('finds a partition that is given up and does not get away, while messages wait', () => {
  const draining = hub({ ...live, nextOwner: 'worker-2', isDraining: true }, live);
  expect(tell({ backlog: draining, controlQueue: queued })[0]).toBe(
    'partition-draining delayed likely: worker-1 is giving up its partition 0 and worker-2 waits for it; meanwhile nobody takes messages, the oldest for 10 min.',
  );
  const fresh = { ...queued, messages: [makeQueuedMessage({ insertedAt: at(550) })] };
  expect(rulesOf({ backlog: draining, controlQueue: fresh })).not.toContain('partition-draining');
  expect(rulesOf({ backlog: hub(live, live), controlQueue: queued })).not.toContain('partition-draining');
});

it('says what storage does not hand out, and draws nothing from it', () => {
  const found = tell({
    waits: [],
    backlog: null,
    controlQueue: null,
    workItems: null,
    unread: ['queues', 'history'],
  });
  expect(found).toEqual([
    'storage-unreadable advice certain: The queues and leases of the hub cannot be read: whether a worker takes its messages is not known.',
    'storage-unreadable advice certain: Its history cannot be read: what it does and waits for is not known.',
  ]);
});
