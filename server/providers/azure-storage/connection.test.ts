import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../demo/azurite.ts';
import { reportFailure } from '../../failure-report.ts';
import { AppError } from '../../errors.ts';
import type { TaskHub } from '../../task-hub/task-hub.ts';
import { listenForTest } from '../../testing/listening.ts';
import { restoreHub } from '../../testing/recorded-hub.ts';
import { connectStorage, createStorageHub, storageHub } from '../../testing/storage-hub.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
  await restoreHub(azurite.connectionString, 'legacy');
});
afterAll(() => azurite.stop());

const part = (name: string) => new RegExp(`${name}=([^;]+)`).exec(azurite.connectionString)![1]!;
const otherKey = Buffer.from('a key that is none of this account').toString('base64');

function everywhere(url: string, key = otherKey): string {
  const endpoints = ['Table', 'Queue', 'Blob'].map((service) => `${service}Endpoint=${url}/devstoreaccount1`);
  return `AccountName=devstoreaccount1;AccountKey=${key};${endpoints.join(';')}`;
}

/** An account signature, `permissions` as Azure writes them. */
function signedString(permissions: string, services = 'btqf'): { text: string; signature: string } {
  const parameters = {
    expiresOn: new Date(Date.now() + 3_600_000),
    permissions: AccountSASPermissions.parse(permissions),
    resourceTypes: AccountSASResourceTypes.parse('sco').toString(),
    services: AccountSASServices.parse(services).toString(),
  };
  const credential = new StorageSharedKeyCredential('devstoreaccount1', part('AccountKey'));
  const signature = generateAccountSASQueryParameters(parameters, credential).toString();
  const endpoints = ['TableEndpoint', 'QueueEndpoint', 'BlobEndpoint'].map((name) => `${name}=${part(name)}`);
  return { text: `${endpoints.join(';')};SharedAccessSignature=${signature}`, signature };
}

const everyRead: [string, (hub: TaskHub) => Promise<unknown>][] = [
  ['scanInstances', (hub) => hub.scanInstances({})[Symbol.asyncIterator]().next()],
  ['getInstance', (hub) => hub.getInstance('old-big')],
  ['readHistory', (hub) => hub.readHistory('old-big', { limit: 10 })],
  ['readPayload', (hub) => hub.readPayload('old-big', 'instance:Output', 10)],
  ['readBacklog', (hub) => hub.readBacklog()],
  ['peekMessages', (hub) => hub.peekMessages('legacyhub-control-00')],
  ['terminate', (hub) => hub.commands.terminate('old-big', 'x')],
];

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe('hubs', () => {
  it('are the pairs of tables, in their own casing', async () => {
    const connection = connectStorage(azurite.connectionString);
    await storageHub(azurite.connectionString, 'Half').instances.createTable();
    await storageHub(azurite.connectionString, 'OtherHalf').history.createTable();
    expect(await connection.discoverHubs()).toEqual(['LegacyHub']);
    expect(connection).toMatchObject({ name: 'test', provider: 'azure-storage', target: 'devstoreaccount1' });
    expect(connection.openHub('LegacyHub').ref).toEqual({
      connection: 'test',
      name: 'LegacyHub',
      provider: 'azure-storage',
    });
  });
});

describe('a shared access signature', () => {
  it('is enough to read everything', async () => {
    const hub = connectStorage(signedString('rwlacup').text).openHub('LegacyHub');
    for (const [, read] of everyRead) expect(await read(hub)).toBeDefined();
    const detail = await hub.getInstance('old-big');
    expect(detail?.output).toMatchObject({ location: 'blob', problem: null });
  });

  it('for tables and queues only shows a hub that keeps nothing else, and can act on it', async () => {
    const { queue, partitions } = await createStorageHub(azurite.connectionString, 'FreshHub', 1);
    const connection = connectStorage(signedString('rwlacup', 'tq').text);
    const hub = connection.openHub('FreshHub');
    expect(await hub.readBacklog()).toMatchObject({ partitionCount: 1, problems: [] });
    await hub.commands.terminate('abc', 'x');
    expect((await queue('control-00').getProperties()).approximateMessagesCount).toBe(1);
    await partitions.deleteTable();
    expect(await hub.readBacklog()).toMatchObject({ partitionCount: null, ownership: null });
  });

  it('gets into no row, also not with the address of a large input', async () => {
    const { instances } = await createStorageHub(azurite.connectionString, 'SignedHub', 1);
    const hub = connectStorage(signedString('rwlacup').text).openHub('SignedHub');
    const input = JSON.stringify('y'.repeat(100_000));
    const order = { name: 'Approval', version: null, tags: null, scheduledAt: null };
    await hub.commands.start({ ...order, instanceId: 'large', input });
    const { Input } = await instances.getEntity('large', '');
    expect(Input).toMatch(/^http[^?]*\/signedhub-largemessages\/large\/message-[^?]*\.json\.gz$/);
    expect(await hub.readPayload('large', 'instance:Input', 200_000)).toMatchObject({ text: input });
  });

  it('that allows too little is reported without itself', async () => {
    const { text, signature } = signedString('r');
    const error = await failureOf(connectStorage(text).discoverHubs());
    expect(error.code).toBe('forbidden');
    const logged = JSON.stringify(reportFailure(error));
    expect(logged).not.toContain(signature);
    expect(logged).not.toContain(new URLSearchParams(signature).get('sig'));
  });
});

describe('an account', () => {
  it.each(everyRead)('that refuses the key says so to %s, without the key', async (_, read) => {
    const wrong = azurite.connectionString.replace(part('AccountKey'), otherKey);
    const error = await failureOf(read(connectStorage(wrong).openHub('LegacyHub')));
    expect(error.code).toBe('forbidden');
    expect(error.message).toContain('devstoreaccount1');
    expect(JSON.stringify(reportFailure(error))).not.toContain(otherKey);
  });

  it('that nobody listens for is reported soon, whatever is asked', async () => {
    const gone = await listenForTest(() => undefined);
    await gone.close();
    const hub = connectStorage(everywhere(gone.url)).openHub('LegacyHub');
    const started = performance.now();
    const errors = await Promise.all(everyRead.map(([, read]) => failureOf(read(hub))));
    expect(performance.now() - started).toBeLessThan(5500);
    const sentence = 'The storage account devstoreaccount1 cannot be reached: the connection was refused.';
    for (const error of errors) expect(error).toMatchObject({ code: 'store-unavailable', message: sentence });
  });

  it('that accepts and never answers is given up', async () => {
    const silent = await listenForTest(() => undefined);
    const started = performance.now();
    const error = await failureOf(connectStorage(everywhere(silent.url)).discoverHubs());
    expect(error).toMatchObject({ code: 'store-unavailable' });
    expect(error.message).toBe('The storage account devstoreaccount1 did not answer in time.');
    expect(performance.now() - started).toBeLessThan(6500);
    await silent.close();
  });

  it('whose blobs are out of reach still shows instances, each payload with its reason', async () => {
    const gone = await listenForTest(() => undefined);
    await gone.close();
    const text = azurite.connectionString.replace(part('BlobEndpoint'), `${gone.url}/devstoreaccount1`);
    const { instances } = storageHub(azurite.connectionString, 'LegacyHub');
    await instances.createEntity({
      partitionKey: 'far-blob',
      rowKey: '',
      Name: 'Order',
      Input: '',
      InputBlobName: 'far-blob/x.json.gz',
    });
    const detail = await connectStorage(text).openHub('LegacyHub').getInstance('far-blob');
    expect(detail?.name).toBe('Order');
    expect(detail?.input?.problem).toContain('cannot be reached');
  });
});
