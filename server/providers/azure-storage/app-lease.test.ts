import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, storageHub } from '../../testing/storage-hub.ts';

let azurite: Azurite;
const open = (hub: string) => connectStorage(azurite.connectionString).openHub(hub);

beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(() => azurite.stop());

it('is free once the recorded app has gone, and still names it', async () => {
  expect(await open('LegacyHub').readAppLease()).toMatchObject({ state: 'free' });
});

it('is live while the container is leased, and says who is to take it over', async () => {
  const { appLease } = storageHub(azurite.connectionString, 'LegacyHub');
  await appLease.getBlobLeaseClient().acquireLease(60);
  const info = '{"OwnerId":"0f1e2d3c-0000-0000-0000-000000000000","DesiredSwapId":"swap"}';
  await appLease.getBlockBlobClient('legacyhub-appleaseinfo').uploadData(Buffer.from(info));
  expect(await open('LegacyHub').readAppLease()).toEqual({
    state: 'live',
    ownerId: '0f1e2d3c-0000-0000-0000-000000000000',
    desiredSwapId: 'swap',
  });
});

it('names nobody where its file is missing or damaged', async () => {
  await createStorageHub(azurite.connectionString, 'LeaseHub', 1);
  const { appLease } = storageHub(azurite.connectionString, 'LeaseHub');
  await appLease.create();
  const nobody = { state: 'free', ownerId: null, desiredSwapId: null };
  expect(await open('LeaseHub').readAppLease()).toEqual(nobody);
  await appLease.getBlockBlobClient('leasehub-appleaseinfo').uploadData(Buffer.from('{"OwnerId":7'));
  expect(await open('LeaseHub').readAppLease()).toEqual(nobody);
});

it('is none where the hub has no container for it', async () => {
  await createStorageHub(azurite.connectionString, 'PlainHub', 1);
  expect(await open('PlainHub').readAppLease()).toBeNull();
});
