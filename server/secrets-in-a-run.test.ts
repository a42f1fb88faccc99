import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAzurite, type Azurite } from './demo/azurite.ts';
import { askEveryEndpoint, type Answer } from './testing/every-endpoint.ts';
import { startFaultProxy, type FaultProxy } from './testing/fault-proxy.ts';
import { newKey, testClient, TestOpenIdProvider } from './testing/openid-provider.ts';
import { buildServer, SpawnedServer, type BuiltServer } from './testing/spawned-server.ts';
import { createStorageHub } from './testing/storage-hub.ts';
import { TestBrowser } from './testing/test-browser.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const wrongKey = base64('the key of another account, which nobody may see either');
const deadKey = base64('the key of an account that does not answer any more');
const signature = base64('a signature of shared access that is refused');
const cookieSecret = 'a cookie secret of more than 32 characters';
const typedPassword = 'Basic-password-that-nobody-may-see';
const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const dataDirectory = join(folder, 'data');
/** Whatever must not be found anywhere, the published key of the emulator too. */
const secrets = new Set([wrongKey, deadKey, signature, cookieSecret, typedPassword, testClient.secret]);
const answers: Answer[] = [];

let azurite: Azurite;
let proxy: FaultProxy;
let provider: TestOpenIdProvider;
let built: BuiltServer;
let server: SpawnedServer;
let url: string;

function accountWith(key: string, endpoint = 'http://127.0.0.1:9'): string {
  const endpoints = ['Blob', 'Queue', 'Table'].map((kind) => `${kind}Endpoint=${endpoint}/devstoreaccount1`);
  return ['AccountName=devstoreaccount1', `AccountKey=${key}`, ...endpoints].join(';');
}

function withoutKey(connectionString: string): string {
  return connectionString
    .split(';')
    .filter((part) => !part.startsWith('AccountKey='))
    .join(';');
}

function configuration(): string {
  const file = join(folder, 'durascope.json');
  const sas = `sv=2021-10-04&ss=btq&srt=sco&sp=rwl&se=2030-01-01&sig=${encodeURIComponent(signature)}`;
  const connections = [
    { name: 'good', connectionStringFrom: 'GOOD_STORAGE' },
    {
      name: 'wrong',
      connectionString: proxy.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${wrongKey}`),
    },
    { name: 'dead', connectionString: accountWith(deadKey) },
    {
      name: 'signed',
      connectionString: `${withoutKey(proxy.connectionString)};SharedAccessSignature=${sas}`,
    },
  ];
  const access = {
    oidc: { issuer: provider.issuer, clientId: testClient.id, clientSecretFrom: 'CLIENT_SECRET' },
    bearer: { issuer: provider.issuer, audience: testClient.audience },
    roles: [{ role: 'admin', everybody: true }],
    cookieSecrets: [cookieSecret],
    signInsPerMinute: 1000,
  };
  writeFileSync(file, JSON.stringify({ connections, access, dataDirectory }));
  return file;
}

/** What a library might warn of and throw, at a signal. */
const crash = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => {
  const secrets = process.env.GOOD_STORAGE + ' and ' + process.env.CLIENT_SECRET;
  console.warn('warned of', secrets);
  throw new Error('crashed with ' + secrets);
})`)}`;

beforeAll(async () => {
  [azurite, provider, built] = await Promise.all([startAzurite(), TestOpenIdProvider.start(), buildServer()]);
  const storage = await createStorageHub(azurite.connectionString, 'SecretHub');
  await storage.largeMessages.create();
  await storage.instances.createEntity({
    partitionKey: 'order-1',
    rowKey: '',
    RuntimeStatus: 'Running',
    Name: 'Order',
    Input: '"x"',
  });
  proxy = await startFaultProxy(azurite.connectionString);
  secrets.add(/AccountKey=([^;]+)/.exec(azurite.connectionString)![1]!);
  server = SpawnedServer.spawn(built.file, {
    DURASCOPE_CONFIG: configuration(),
    DURASCOPE_LOG_LEVEL: 'trace',
    GOOD_STORAGE: proxy.connectionString,
    CLIENT_SECRET: testClient.secret,
    AZURE_LOG_LEVEL: 'verbose',
    NODE_OPTIONS: `--import ${crash}`,
  });
  url = await server.ready();
  provider.serve(url);
});

afterAll(async () => {
  server.child.kill('SIGKILL');
  await Promise.all([proxy.stop(), provider.close(), built.remove()]);
  await azurite.stop();
  rmSync(folder, { recursive: true });
});

async function keep(route: string, response: Response): Promise<void> {
  const headers = [...response.headers]
    .filter(([name]) => name !== 'set-cookie')
    .map((one) => one.join(': '));
  answers.push({ route, status: response.status, text: headers.join('\n') + (await response.text()) });
}

async function askAll(headers: Record<string, string>, hub = 'good~SecretHub'): Promise<void> {
  const values = { hub, instanceId: 'order-1' };
  answers.push(...(await askEveryEndpoint({ url, values, headers, patienceMs: 1_500 })));
}

async function withTroubledStorage(headers: Record<string, string>): Promise<void> {
  const faults = [
    { kind: 'status', status: 403 },
    { kind: 'status', status: 500 },
    { kind: 'reset' },
    { kind: 'cut-body' },
  ] as const;
  for (const fault of faults) {
    proxy.inject({ fault });
    await askAll(headers);
    proxy.heal();
  }
  for (const hub of ['wrong~SecretHub', 'dead~SecretHub', 'signed~SecretHub']) await askAll(headers, hub);
}

async function withWrongTokens(): Promise<void> {
  const claims = { iss: provider.issuer, aud: testClient.audience, sub: 'script' };
  const exp = Date.now() / 1000;
  const tokens = [
    await provider.sign({ ...claims, exp: exp - 3600 }),
    await provider.sign({ ...claims, exp: exp + 3600, aud: 'another' }),
    await provider.sign({ ...claims, exp: exp + 3600 }, await newKey()),
    `${base64('{"alg":"none"}')}.${base64('{"sub":"a-token-without-signature"}')}.`,
    'a-token-that-is-none-at-all',
  ];
  for (const token of tokens) secrets.add(token);
  const credentials = [...tokens.map((token) => `Bearer ${token}`), `Basic ${typedPassword}`];
  for (const authorization of credentials)
    await keep('wrong token', await fetch(`${url}/api/hubs`, { headers: { authorization } }));
  const cookie = `durascope-session=${tokens[0]!}`;
  await keep('wrong cookie', await fetch(`${url}/api/hubs`, { headers: { cookie } }));
}

async function withFailingSignIns(): Promise<void> {
  const browser = new TestBrowser();
  const failing = async (change: () => void) => {
    change();
    const page = await browser.signIn(`${url}/auth/sign-in`, 'ada').catch(() => null);
    answers.push({ route: 'sign-in', status: page?.status ?? 0, text: page?.text ?? '' });
    provider.reset();
  };
  await failing(() => (provider.changeIdToken = (payload) => ({ ...payload, nonce: 'another' })));
  await failing(() => (provider.changeIdToken = (payload) => ({ ...payload, aud: 'another' })));
  const foreign = await newKey();
  await failing(() => (provider.foreignKey = foreign));
  secrets.add('a-code-that-nobody-may-see');
  const search = '?code=a-code-that-nobody-may-see&state=x';
  await keep('wrong state', await fetch(`${url}/auth/callback${search}`));
  for (const line of browser.received) secrets.add(line.split(';')[0]!.split('=')[1]!);
}

async function failedStart(variables: Record<string, string>): Promise<string> {
  const failing = SpawnedServer.spawn(built.file, { DURASCOPE_LOG_LEVEL: 'trace', ...variables });
  expect(await failing.end()).toBe(1);
  expect(failing.output).not.toBe('');
  return failing.output;
}

async function failedStarts(): Promise<string> {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, `{"connections":[{"name":"a","connectionString":"${accountWith(wrongKey)}",,}]}`);
  const outputs = await Promise.all([
    failedStart({ AzureWebJobsStorage: `AccountKey=${wrongKey};AccountNme=x` }),
    failedStart({ AzureWebJobsStorage: accountWith(deadKey) }),
    failedStart({ DURASCOPE_CONFIG: broken }),
    failedStart({
      DURASCOPE_OIDC_CLIENT_SECRET: testClient.secret,
      DURASCOPE_COOKIE_SECRETS: 'short-secret',
    }),
  ]);
  return outputs.join('\n');
}

/** Also the beginning: what is cut is no less secret. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const whole = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('hex')];
  return [...whole, base64(secret), bytes.toString('base64url'), secret.slice(0, 24)];
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

it('no secret is in any output, answer or file, whatever fails', { timeout: 240_000 }, async () => {
  const browser = new TestBrowser();
  await browser.signIn(`${url}/auth/sign-in`, 'ada');
  const cookie = `durascope-session=${browser.cookies.get('durascope-session') ?? ''}`;
  const token = await provider.clientToken();
  for (const line of browser.received) secrets.add(line.split(';')[0]!.split('=')[1]!);
  secrets.add(token);

  await askAll({ cookie });
  const good = answers.filter(({ status }) => status === 200 || status === 202);
  expect(good.length).toBeGreaterThan(20);
  await askAll({ authorization: `Bearer ${token}` });
  await withTroubledStorage({ cookie });
  await withWrongTokens();
  await withFailingSignIns();
  provider.isDown = true;
  await keep('provider down', await fetch(`${url}/auth/sign-in`, { redirect: 'manual' }));
  for (const secret of provider.secrets) secrets.add(secret);
  server.child.kill('SIGUSR2');
  expect(await server.end()).toBe(1);

  const said = server.output + (await failedStarts());
  for (const words of [
    'warned of',
    'crashed with',
    'request failed',
    'sign-in failed',
    'signed in',
    '[hidden]',
  ])
    expect(said).toContain(words);
  const statuses = new Set(answers.map(({ status }) => status));
  for (const status of [200, 202, 400, 401, 403, 404, 409, 503]) expect(statuses).toContain(status);

  const files = filesBelow(dataDirectory);
  expect(files.join()).toContain('audit');
  const places = [
    ['output', said] as const,
    ...answers.map(({ route, text }) => [route, text] as const),
    ...files.map((file) => [file, readFileSync(file, 'latin1')] as const),
  ];
  const found = [...secrets].filter(Boolean).flatMap((secret) => {
    const forms = formsOf(secret);
    return places
      .filter(([, text]) => forms.some((form) => text.includes(form)))
      .map(([place, text]) => {
        const form = forms.find((one) => text.includes(one)) ?? '';
        const at = text.indexOf(form);
        return `${place}: ${text.slice(Math.max(0, at - 80), at + 40)}`;
      });
  });
  expect(found).toEqual([]);
});
