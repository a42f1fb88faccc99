import { expect, test } from 'vitest';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { at } from '../../../shared/testing/instances.ts';
import { buildQueueRows } from './queue-rows.ts';

const owner = makeBacklog().partitions[0]!.owner;

test('queues are named without their hub and measured against the deepest', () => {
  const rows = buildQueueRows(
    makeBacklog({
      partitions: [
        { queue: 'testhub-control-00', depth: 2, head: null, partition: 0, owner },
        {
          queue: 'other-control-01',
          depth: 8,
          head: { insertedAt: at(1), dequeueCount: 3 },
          partition: 1,
          owner: null,
        },
      ],
      workItems: { queue: 'testhub-workitems', depth: 0, head: null },
    }),
    'TestHub',
  );
  expect(
    rows.map(({ label, share, oldestAt, dequeueCount }) => [label, share, oldestAt, dequeueCount]),
  ).toEqual([
    ['control-00', 0.25, null, 0],
    ['other-control-01', 1, at(1), 3],
    ['workitems', 0, null, 0],
  ]);
});

test('empty queues have no share and missing work items no row', () => {
  const rows = buildQueueRows(makeBacklog({ workItems: null }), 'TestHub');
  expect(rows.map((row) => row.share)).toEqual([0]);
});
