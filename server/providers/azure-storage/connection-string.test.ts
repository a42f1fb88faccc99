import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { parseConnectionString } from './connection-string.ts';

const key = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=';
const signature = 'sv=2024-01-01&sig=c2VjcmV0JTNE';
const parse = (text: string) => parseConnectionString('shop', text);

function complaint(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-request') return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('connection string', () => {
  it('leads to the public endpoints of an account', () => {
    expect(parse(`DefaultEndpointsProtocol=https;AccountName=shop1;AccountKey=${key}`)).toEqual({
      target: 'shop1',
      endpoints: {
        table: 'https://shop1.table.core.windows.net',
        queue: 'https://shop1.queue.core.windows.net',
        blob: 'https://shop1.blob.core.windows.net',
      },
      credential: { kind: 'key', accountName: 'shop1', accountKey: key },
    });
  });

  it('follows the suffix of a sovereign cloud, and single endpoints over it', () => {
    const text = `accountname=shop1;accountkey=${key};EndpointSuffix=core.chinacloudapi.cn;QueueEndpoint=https://q.example/`;
    expect(parse(text).endpoints).toEqual({
      table: 'https://shop1.table.core.chinacloudapi.cn',
      queue: 'https://q.example',
      blob: 'https://shop1.blob.core.chinacloudapi.cn',
    });
  });

  it('takes a shared access signature with its endpoints', () => {
    const ends = ['Table', 'Queue', 'Blob'].map(
      (service) => `${service}Endpoint=https://${service}.example/`,
    );
    const account = parse(`${ends.join(';')};SharedAccessSignature=?${signature}`);
    expect(account.credential).toEqual({ kind: 'sas', signature });
    expect(account.target).toBe('table.example');
  });

  it('knows the emulator, also behind a proxy', () => {
    expect(parse('UseDevelopmentStorage=true').endpoints.queue).toBe(
      'http://127.0.0.1:10001/devstoreaccount1',
    );
    expect(
      parse('UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite/').endpoints.table,
    ).toBe('http://azurite:10002/devstoreaccount1');
  });

  it.each([
    ['', 'has neither AccountKey nor SharedAccessSignature'],
    ['hello', 'has a part that is not of the form Name=Value'],
    [key, 'has neither AccountKey nor SharedAccessSignature'],
    [`AccountKey=${key}`, 'has an AccountKey but no AccountName'],
    ['AccountName=shop1;AccountKey=not base64!', 'has an AccountKey that is not Base64'],
    [`SharedAccessSignature=${signature}`, 'has neither AccountName nor TableEndpoint'],
    [`AccountName=a b;AccountKey=${key}`, 'does not lead to a valid address'],
    [`AccountName=a;AccountKey=${key};BlobEndpoint=${key}`, 'has a BlobEndpoint that is no http address'],
    ['UseDevelopmentStorage=true;DevelopmentStorageProxyUri=azurite', 'has a DevelopmentStorageProxyUri'],
  ])('says what is wrong with %s without repeating it', (text, wrong) => {
    const message = complaint(text);
    expect(message).toContain(`The connection string of "shop" ${wrong}`);
    expect(message).not.toContain(key);
    expect(message).not.toContain('not base64!');
    expect(message).not.toContain(signature);
  });
});
