import { afterAll, beforeAll, expect, it } from 'vitest';
import { getPartitions, queueHistory } from '../../../shared/contract/partitions.ts';
import { makeQueuedMessage } from '../../../shared/testing/diagnosis.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, type TestApp } from '../../testing/test-app.ts';

const control = 'testhub-control-00';
const message = makeQueuedMessage({ dequeueCount: 12 });
const hub = new MemoryTaskHub({
  instances: [
    makeInstanceRow({ instanceId: 'open', partition: 0, runtimeStatus: 'Running' }),
    makeInstanceRow({ instanceId: 'done', partition: 0, runtimeStatus: 'Completed' }),
    makeInstanceRow({ instanceId: 'unknown', partition: null }),
  ],
  messages: { [control]: [message, { ...message, messageId: 'other', dequeueCount: 0 }] },
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

const path = '/api/hubs/memory~TestHub';

it('answers every queue with its messages, its owner and its instances', async () => {
  const response = await server.get(`${path}/partitions`).expect(200);
  const { partitions, workItems, workers } = getPartitions.result.parse(response.body);
  expect(partitions).toMatchObject([
    {
      queue: control,
      visible: 2,
      maxDequeueCount: 12,
      poisonCandidates: 1,
      hottest: [{ instanceId: 'order-1001', messages: 2 }],
      instances: { all: 2, open: 1 },
    },
  ]);
  expect(workItems).toMatchObject({ queue: 'testhub-workitems', visible: null, oldestDueAt: null });
  expect(workers).toEqual([{ workerId: 'worker-1', partitions: [0] }]);
});

it('answers as many cells as were asked for', async () => {
  const response = await server.get(`${path}/queue-history?minutes=30&buckets=15`).expect(200);
  const history = queueHistory.result.parse(response.body);
  expect(history.bucketMs).toBe(120_000);
  for (const { cells } of history.queues) expect(cells).toHaveLength(15);
});

it.each(['minutes=0', 'minutes=10081', 'buckets=501', 'minutes=x'])('refuses %s', async (query) => {
  const response = await server.get(`${path}/queue-history?${query}`).expect(400);
  expect(errorOf(response).code).toBe('invalid-request');
});
