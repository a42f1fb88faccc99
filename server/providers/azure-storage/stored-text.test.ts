import { describe, expect, it } from 'vitest';
import { blobNameFromUrl } from './stored-text.ts';

const container = 'https://shop1.blob.core.windows.net/hub-largemessages';
const emulated = 'http://127.0.0.1:10000/devstoreaccount1/hub-largemessages';

describe('blob name of a URL', () => {
  it('is decoded exactly once', () => {
    expect(blobNameFromUrl(`${container}/%40doc%40big/history-1.json.gz`, container)).toBe(
      '@doc@big/history-1.json.gz',
    );
    expect(blobNameFromUrl(`${emulated}/100%2525/x.json.gz`, emulated)).toBe('100%25/x.json.gz');
  });

  it('does not depend on the signature in the container’s own address', () => {
    expect(blobNameFromUrl(`${container}/a/b.gz`, `${container}?sig=secret`)).toBe('a/b.gz');
  });

  it('does not depend on the host by which a worker reaches an account that the path names', () => {
    const path = '/devstoreaccount1/hub-largemessages/a/history-1.json.gz';
    for (const host of ['localhost:10000', 'azurite:10000', 'storage.example']) {
      expect(blobNameFromUrl(`http://${host}${path}`, emulated)).toBe('a/history-1.json.gz');
    }
    expect(blobNameFromUrl(`https://azurite:10000${path}`, emulated)).toBe('a/history-1.json.gz');
  });

  it.each([
    'http://azurite:10000/otheraccount/hub-largemessages/a/history-1.json.gz',
    'http://azurite:10000/devstoreaccount1/other-largemessages/a/history-1.json.gz',
    'http://azurite:10000/hub-largemessages/a/history-1.json.gz',
    'http://azurite:10000/devstoreaccount1/hub-largemessages/a/secret.json.gz',
    'http://azurite:10000/devstoreaccount1/hub-largemessages/history-1.json.gz',
    'http://me@azurite:10000/devstoreaccount1/hub-largemessages/a/history-1.json.gz',
    'http://azurite:10000/devstoreaccount1/hub-largemessages/../other/history-1.json.gz',
  ])('is none for %s where the path names the account', (text) => {
    expect(blobNameFromUrl(text, emulated)).toBeNull();
  });

  it.each([
    '"https://shop1.blob.core.windows.net/hub-largemessages/a.gz"',
    'https://shop2.blob.core.windows.net/hub-largemessages/a.gz',
    'http://shop1.blob.core.windows.net/hub-largemessages/a.gz',
    'https://shop1.blob.core.windows.net:8443/hub-largemessages/a.gz',
    'https://shop1.blob.core.windows.net.evil.example/hub-largemessages/a.gz',
    'https://me@shop1.blob.core.windows.net/hub-largemessages/a.gz',
    'https://shop1.blob.core.windows.net/other-largemessages/a.gz',
    'https://shop1.blob.core.windows.net/hub-largemessages-old/a.gz',
    'https://shop1.blob.core.windows.net/hub-largemessages/../other/a.gz',
    'https://shop1.blob.core.windows.net/hub-largemessages/%2e%2e/other/a.gz',
    'https://shop1.blob.core.windows.net/hub-largemessages/a.gz?comp=list',
    'https://shop1.blob.core.windows.net/hub-largemessages/%zz.gz',
    'https://shop1.blob.core.windows.net/hub-largemessages/',
    'file:///etc/passwd',
    'just text',
  ])('is none for %s, which stays text', (text) => {
    expect(blobNameFromUrl(text, container)).toBeNull();
  });
});
