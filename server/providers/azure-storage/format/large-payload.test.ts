import { describe, expect, it } from 'vitest';
import { blobUrl } from './large-payload.ts';

describe('the address of a blob', () => {
  it('encodes each segment as the engine does', () => {
    const url = blobUrl(
      'https://account.blob.core.windows.net/hub-largemessages',
      "it's (a) *b*!~/100% 🚚/x.gz",
    );
    expect(url).toBe(
      'https://account.blob.core.windows.net/hub-largemessages/it%27s%20%28a%29%20%2Ab%2A%21~/100%25%20%F0%9F%9A%9A/x.gz',
    );
  });

  it('never holds the signature by which the container is reached', () => {
    const signed = 'http://127.0.0.1:10000/devstoreaccount1/hub-largemessages?sv=2021-10-04&sig=secret';
    expect(blobUrl(signed, 'order-1/x.gz')).toBe(
      'http://127.0.0.1:10000/devstoreaccount1/hub-largemessages/order-1/x.gz',
    );
  });
});
