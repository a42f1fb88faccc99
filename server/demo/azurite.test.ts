import { QueueServiceClient } from '@azure/storage-queue';
import { expect, it } from 'vitest';
import { restoreHub } from '../testing/recorded-hub.ts';
import { startAzurite } from './azurite.ts';

it('holds a restored hub while it runs and frees its ports when stopped', async () => {
  const azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'recorded');
  await restoreHub(azurite.connectionString, 'legacy');
  const queues = QueueServiceClient.fromConnectionString(azurite.connectionString);
  const { peekedMessageItems } = await queues.getQueueClient('recordedhub-control-01').peekMessages();
  expect(peekedMessageItems).toHaveLength(1);
  await azurite.stop();
  const port = /QueueEndpoint=([^;]+)/.exec(azurite.connectionString)![1]!;
  await expect(fetch(port)).rejects.toThrow();
});
