import { expect, it } from 'vitest';
import { storageAccount } from './account-source.ts';

const nothing = {
  kind: 'identity',
  accountName: undefined,
  tableServiceUri: undefined,
  queueServiceUri: undefined,
  blobServiceUri: undefined,
  clientId: undefined,
} as const;

it('leads from an account name to its public endpoints', () => {
  const account = storageAccount('shop', { ...nothing, accountName: 'shop1', clientId: 'me' });
  expect(account.endpoints.queue).toBe('https://shop1.queue.core.windows.net');
  expect(account.target).toBe('shop1');
  expect(account.credential).toEqual({ kind: 'identity', clientId: 'me' });
});

it('takes service addresses, of any cloud, over the account name', () => {
  const account = storageAccount('shop', {
    ...nothing,
    tableServiceUri: 'https://shop1.table.core.usgovcloudapi.net/',
    queueServiceUri: 'https://shop1.queue.core.usgovcloudapi.net',
    blobServiceUri: 'https://shop1.blob.core.usgovcloudapi.net',
  });
  expect(account.endpoints.table).toBe('https://shop1.table.core.usgovcloudapi.net');
  expect(account.target).toBe('shop1.table.core.usgovcloudapi.net');
});

it('names the address that is missing, and refuses to send a token without encryption', () => {
  expect(() => storageAccount('shop', { ...nothing, tableServiceUri: 'https://t.example' })).toThrow(
    'Connection "shop" names neither an accountName nor a queueServiceUri.',
  );
  expect(() =>
    storageAccount('shop', { ...nothing, accountName: 'shop1', blobServiceUri: 'http://b.example' }),
  ).toThrow('The blobServiceUri of connection "shop" is no https address');
});
