import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redaction } from './redaction.ts';

const redact = redaction([]);
const key = 'c2VjcmV0IGtleSBvZiBhbiBhY2NvdW50IHRoYXQgbm9ib2R5IG1heSBzZWU+/w==';
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl-_x';

describe('by the words around it', () => {
  it.each([
    `DefaultEndpointsProtocol=https;AccountName=shop1;AccountKey=${key};EndpointSuffix=x`,
    `Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccessKey=${key}`,
    `https://shop1.blob.core.windows.net/c/b?sv=2024-01-01&sp=r&sig=${encodeURIComponent(key)}&se=1`,
    `BlobEndpoint=https://x;SharedAccessSignature=sv=1&sig=${encodeURIComponent(key)}`,
    `GET /x?sp=r%26sig%3D${encodeURIComponent(key)}`,
    JSON.stringify({ connectionString: `AccountKey=${key}` }),
    JSON.stringify({ text: JSON.stringify({ accountKey: key }) }),
    JSON.stringify({ client_secret: key, ok: true }),
    `Authorization: SharedKey devstoreaccount1:${key}`,
    `Authorization: Bearer ${jwt}`,
    JSON.stringify({ headers: { authorization: `Basic ${key}` } }),
    `token ${jwt} was refused`,
    `cookie: __Host-durascope-session=${jwt}; other=1`,
    JSON.stringify({ 'set-cookie': [`durascope-session=${key}; Path=/`] }),
    `durascope-sign-in-abc=${key}`,
    `/auth/callback?code=${encodeURIComponent(key)}&state=1`,
    `grant_type=refresh_token&refresh_token=${encodeURIComponent(key)}`,
    `http://user:${encodeURIComponent(key)}@proxy.example/`,
    `x-ms-client-principal: ${key}`,
  ])('%s says nothing secret', (text) => {
    const left = redact(text);
    expect(left).toContain('[hidden]');
    for (const secret of [key, encodeURIComponent(key), jwt, 'c2VjcmV0', 'c2lnbmF0dXJl'])
      expect(left).not.toContain(secret);
  });

  it.each([
    'The bearer token is not valid here.',
    'request GET /api/hubs/a~B/instances/order-1',
    'The storage account shop1 refuses access to the table HubInstances (403 AuthorizationFailure).',
    'signed in',
    'design: 3, configuration: 4',
    JSON.stringify({ user: 'ada', code: 'ECONNREFUSED', requestId: '4' }),
    'SharedAccessKeyName=root;EndpointSuffix=core.windows.net',
  ])('%s stays as it is', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('a configured secret', () => {
  const secret = 'p/ss "wörd"+&=%';
  const hide = redaction([secret, 'abc']);

  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ a: secret })],
    ['in an address', `?x=${encodeURIComponent(secret)}`],
    ['in a form', new URLSearchParams({ x: secret }).toString()],
    ['in Base64', Buffer.from(secret).toString('base64')],
    ['in Base64 for addresses', Buffer.from(secret).toString('base64url')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('is hidden %s', (_, text) => {
    expect(hide(`before ${text} after`)).toMatch(/^before .*\[hidden\].* after$/s);
    expect(hide(text)).not.toContain('rd');
  });

  it('that is short hides no ordinary words', () => {
    expect(hide('abc')).toBe('abc');
  });
});

it('a line of JSON stays one, whatever it says', () => {
  const words = fc.constantFrom(
    'AccountKey=',
    'sig=',
    '"cookie":"',
    'Bearer ',
    key,
    jwt,
    '\\',
    '"',
    ';',
    ' ',
    '\n',
  );
  const text = fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), text), (value) => {
      expect(typeof JSON.parse(redaction([key])(JSON.stringify(value)))).toBe('object');
    }),
    { numRuns: 500 },
  );
});

it('long lines cost little', () => {
  const text = `${'AccountKey'.repeat(5_000)} ${'cookie '.repeat(5_000)}${'eyJ'.repeat(10_000)}${'a'.repeat(50_000)}`;
  const beganMs = performance.now();
  redact(text);
  expect(performance.now() - beganMs).toBeLessThan(1_000);
});
