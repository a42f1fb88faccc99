import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { connectStorage, createStorageHub, type StorageHub } from '../../testing/storage-hub.ts';
import { escapePartitionKey } from './format/partition-key.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

let azurite: Azurite;
let storage: StorageHub;
beforeAll(async () => {
  azurite = await startAzurite();
  storage = await createStorageHub(azurite.connectionString, 'Shop');
});
afterAll(() => azurite.stop());

async function write(instanceId: string, columns: Record<string, string>): Promise<void> {
  const partitionKey = escapePartitionKey(instanceId);
  const rows = [
    { rowKey: '0000000000000000', EventType: 'OrchestratorStarted' },
    { rowKey: '0000000000000001', EventType: 'ExecutionStarted', Name: 'Order', ...columns },
    { rowKey: '0000000000000002', EventType: 'TaskScheduled', ParentTraceContext: 'null' },
    { rowKey: 'sentinel' },
  ];
  for (const row of rows) await storage.history.createEntity({ partitionKey, ...row });
}

function traceOf(instanceId: string) {
  return connectStorage(azurite.connectionString).openHub('Shop').readStartTrace(instanceId);
}

it('is read from the event that began the execution', async () => {
  const context = { TraceParent: `00-${traceId}-00f067aa0ba902b7-01`, TraceState: null };
  await write("o'Brien/1", { ParentTraceContext: JSON.stringify(context) });
  expect(await traceOf("o'Brien/1")).toEqual({ traceId, spanId: null });
});

it('is unknown where the event does not say, and where there is no history', async () => {
  await write('order-2', { ParentTraceContext: 'null', Correlation: '' });
  expect(await traceOf('order-2')).toBeNull();
  expect(await traceOf('nobody')).toBeNull();
});
