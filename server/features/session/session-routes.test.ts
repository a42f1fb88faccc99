import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getHubAccess, getSession } from '../../../shared/contract/access.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { createAccess, type Access } from '../../access/access.ts';
import { anybody } from '../../access/caller.ts';
import { listenForTest } from '../../testing/listening.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { oidcSettings, testAccessConfig } from '../../testing/oidc-dashboard.ts';
import { testClient, TestOpenIdProvider } from '../../testing/openid-provider.ts';
import { openToAll, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

let app: TestApp | undefined;
afterEach(() => app?.close());

async function start(access: Access, isReasonRequired = false): Promise<TestApp> {
  const hubs = [new MemoryTaskHub({ name: 'Orders' }), new MemoryTaskHub({ name: 'Payroll' })];
  app = await startTestAppOn([new MemoryConnection(hubs)], {
    access,
    isReasonRequired,
    frameAncestors: ['https://portal.example'],
  });
  return app;
}

function accessWith(settings: Parameters<typeof testAccessConfig>[0]): Access {
  return createAccess({ config: testAccessConfig(settings), dataDirectory: null, onNotice: () => undefined });
}

function principal(...roles: string[]): string {
  const claims = [{ typ: 'sub', val: 'ada' }, ...roles.map((val) => ({ typ: 'roles', val }))];
  return Buffer.from(JSON.stringify({ claims })).toString('base64');
}

describe('an open dashboard', () => {
  it('says that everybody is admin, and what to know about that', async () => {
    const server = await start({ ...openToAll(), warnings: ['It is open.'] });
    const session = getSession.result.parse((await server.get('/api/session').expect(200)).body);
    expect(session).toEqual({
      mode: 'open',
      user: { id: 'anybody', name: 'anybody', highestRole: 'admin' },
      signInPath: null,
      signOutPath: null,
      warnings: ['It is open.'],
      frameAncestors: ['https://portal.example'],
    });
    const answer = await server.get('/api/hubs/memory~Orders/access').expect(200);
    expect(getHubAccess.result.parse(answer.body)).toEqual({
      role: 'admin',
      readOnlyReason: null,
      unavailable: {},
      isReasonRequired: false,
    });
  });
});

describe('roles in some hubs only', () => {
  beforeEach(() =>
    start(
      accessWith({
        platform: {},
        roles: [
          { role: 'operator', claim: 'roles', value: 'orders', hubs: ['memory~Orders'] },
          { role: 'viewer', claim: 'roles', value: 'all' },
        ],
      }),
      true,
    ),
  );
  const get = (path: string, ...roles: string[]) =>
    app!.get(path).set('x-ms-client-principal', principal(...roles));

  it('only those are listed', async () => {
    const { hubs, connections } = listHubs.result.parse((await get('/api/hubs', 'orders')).body);
    expect(hubs.map(({ name }) => name)).toEqual(['Orders']);
    expect(connections).toHaveLength(1);
    const all = listHubs.result.parse((await get('/api/hubs', 'all')).body);
    expect(all.hubs.map(({ name }) => name)).toEqual(['Orders', 'Payroll']);
  });

  it('the others answer as if they were not there', async () => {
    const hidden = await get('/api/hubs/memory~Payroll/instances', 'orders').expect(404);
    const missing = await get('/api/hubs/memory~Nothing/instances', 'orders').expect(404);
    const words = (text: string) => text.replaceAll(/Payroll|Nothing|"requestId":"[^"]+"/g, '');
    expect(words(hidden.text)).toBe(words(missing.text));
  });

  it('each hub says what may be done in it', async () => {
    const answer = await get('/api/hubs/memory~Orders/access', 'orders', 'all').expect(200);
    expect(getHubAccess.result.parse(answer.body)).toMatchObject({
      role: 'operator',
      isReasonRequired: true,
    });
    const other = await get('/api/hubs/memory~Payroll/access', 'orders', 'all').expect(200);
    expect(getHubAccess.result.parse(other.body).role).toBe('viewer');
  });

  it('the platform is where browsers sign in and out', async () => {
    const session = getSession.result.parse((await app!.get('/api/session')).body);
    expect(session).toMatchObject({
      mode: 'platform',
      user: null,
      signInPath: '/.auth/login/aad',
      signOutPath: '/.auth/logout',
    });
  });
});

describe('bearer tokens beside browsers', () => {
  let provider: TestOpenIdProvider;
  beforeEach(async () => {
    provider = await TestOpenIdProvider.start();
    provider.serve('http://127.0.0.1:1');
    const bearer = { issuer: provider.issuer, audience: testClient.audience };
    await start(accessWith(oidcSettings(provider, { bearer })));
  });
  afterEach(() => provider.close());
  const ask = (token: string) => app!.get('/api/hubs').set('authorization', `Bearer ${token}`);
  const claims = () => ({
    iss: provider.issuer,
    aud: testClient.audience,
    sub: 'job',
    exp: Date.now() / 1000 + 60,
    roles: ['looks'],
  });

  it('open what the cookie of a browser would, and write with the header that every write needs', async () => {
    const token = await provider.sign(claims());
    await ask(token).expect(200);
    await app!.get('/api/hubs').expect(401);
    await app!
      .write('/api/hubs/memory~Orders/saved-views', {})
      .set('authorization', `Bearer ${token}`)
      .expect(403);
  });

  it('that fail are counted, and those that are good go on', async () => {
    const answers = [];
    for (let n = 0; n < 61; n++) answers.push((await ask('wrong')).status);
    expect(answers.slice(0, 60)).toEqual(Array(60).fill(401));
    expect(answers[60]).toBe(429);
    await ask(await provider.sign(claims())).expect(200);
  });

  it('are in no log line and no answer', async () => {
    const { text } = await ask('a-token-that-nobody-may-see').expect(401);
    expect(text + app!.log.lines.join()).not.toContain('nobody-may-see');
  });
});

describe('streams of events', () => {
  afterEach(() => vi.useRealTimers());

  it('end soon after the session has', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let isCurrent = true;
    const caller = { ...anybody, isCurrent: () => isCurrent };
    const server = await start({
      ...openToAll(),
      authenticate: () => Promise.resolve({ caller, setCookie: null }),
    });
    const listening = await listenForTest(server.app);
    const response = await fetch(`${listening.url}/api/hubs/memory~Orders/changes`);
    const reader = response.body!.getReader();
    expect((await reader.read()).done).toBe(false);
    vi.advanceTimersByTime(15_000);
    expect((await reader.read()).done).toBe(false);
    isCurrent = false;
    vi.advanceTimersByTime(15_000);
    await expect.poll(async () => (await reader.read()).done).toBe(true);
    await listening.close();
  });
});
