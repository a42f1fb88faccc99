import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJob } from '../../../shared/contract/jobs.ts';
import { writeHeader } from '../../../shared/contract/endpoint.ts';
import { errorEnvelope } from '../../../shared/contract/errors.ts';
import { isAtLeast, roles, type Role } from '../../../shared/domain/access.ts';
import { instanceCommandNames, requiredRole } from '../../../shared/domain/actions.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { createAccess } from '../../access/access.ts';
import type { accessSettings } from '../../access/access-config.ts';
import { routesOf } from '../../testing/app-routes.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { oidcSettings, testAccessConfig } from '../../testing/oidc-dashboard.ts';
import { testClient, TestOpenIdProvider } from '../../testing/openid-provider.ts';
import { TestBrowser } from '../../testing/test-browser.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';

type Person = Role | 'none' | 'signed-out';
type Settings = z.input<typeof accessSettings>;

const people: readonly Person[] = ['signed-out', 'none', ...roles];
const rules: Settings['roles'] = roles.map((role) => ({
  role,
  claim: 'roles',
  value: role,
  hubs: ['memory~*'],
}));

/** What comes without asking for a role. */
const outsideOfApi = [
  'GET /auth/callback',
  'GET /auth/sign-in',
  'GET /auth/sign-out',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'OPTIONS /webhooks/event-grid/:connection',
  'POST /webhooks/event-grid/:connection',
];
const publicRoutes = ['GET /api/session'];
/** They ask for much at once, and change nothing. */
const readingWrites = [
  'payload-searches',
  'payload-searches/:searchId/cancel',
  'functions-map/samplings',
  'functions-map/samplings/cancel',
  'jobs/preview',
];

const command = { name: 'terminate', reason: 'r' };
/** Bodies with which a write gets as far as the decision about the role. */
const bodies: Readonly<Record<string, object>> = {
  'raise-event': { name: 'Go', input: null },
  restart: { id: 'new' },
  'set-custom-status': { customStatus: null },
  'signal-entity': { operation: 'add', input: null },
  start: { name: 'Order' },
  delete: { confirmedName: 'TestHub' },
  jobs: { target: { kind: 'ids', instanceIds: ['order-1'] }, command, expectedTotal: 1 },
};

/** The least role that a route wants, by what it is for and not by what the code says. */
function neededFor(route: string): Role | 'public' {
  if (publicRoutes.includes(route)) return 'public';
  const [method, path = ''] = route.split(' ');
  if (method === 'GET') return 'viewer';
  const ofHub = path.replace('/api/hubs/:hub/', '');
  if (ofHub === 'start' || ofHub === 'delete')
    return requiredRole(ofHub === 'start' ? 'start' : 'delete-task-hub');
  const name = instanceCommandNames.find((each) => ofHub === `instances/:instanceId/${each}`);
  if (name !== undefined) return requiredRole(name);
  // Rules send messages to places outside, and keep this dashboard reading.
  if (ofHub.startsWith('alerts/')) return 'admin';
  return readingWrites.includes(ofHub) ? 'viewer' : 'operator';
}

function expectedFor(route: string, person: Person): number | 'not refused' {
  const needed = neededFor(route);
  if (needed === 'public') return 'not refused';
  if (person === 'signed-out') return 401;
  // A hub is not there for who may not see it.
  if (person === 'none') return route.includes(':hub') ? 404 : 403;
  return isAtLeast(person, needed) ? 'not refused' : 403;
}

const values: Record<string, string> = { hub: 'memory~TestHub', instanceId: 'order-1' };

function send(url: string, route: string, headers: Record<string, string>, signal?: AbortSignal) {
  const [method = '', path = ''] = route.split(' ');
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'));
  const body = bodies[path.split('/').at(-1) ?? ''] ?? {};
  return fetch(url + address, {
    method,
    headers: { ...headers, [writeHeader.name]: writeHeader.value, 'content-type': 'application/json' },
    ...(signal && { signal }),
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
}

async function statusOf(url: string, route: string, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await send(url, route, headers, leaving.signal);
  const text = response.ok ? '' : await response.text();
  // Streams of events have no end.
  leaving.abort();
  const isHubMissing =
    response.status === 404 &&
    errorEnvelope.parse(JSON.parse(text)).error.message.includes('holds the task hub');
  return { status: response.status, isHubMissing };
}

interface Mode {
  readonly settings: (provider: TestOpenIdProvider) => Settings;
  readonly headersOf: (
    person: Person,
    at: { url: string; provider: TestOpenIdProvider },
  ) => Promise<Record<string, string>>;
}

const rolesOf = (person: Person) => (person === 'none' ? [] : [person]);

const modes: Readonly<Record<string, Mode>> = {
  oidc: {
    settings: (provider) => oidcSettings(provider, { roles: rules }),
    async headersOf(person, { url, provider }) {
      const browser = new TestBrowser();
      provider.claims.set(person, { roles: rolesOf(person) });
      await browser.signIn(`${url}/auth/sign-in`, person);
      return { cookie: `durascope-session=${browser.cookies.get('durascope-session') ?? ''}` };
    },
  },
  platform: {
    settings: () => ({ platform: {}, roles: rules }),
    headersOf(person) {
      const claims = [{ typ: 'sub', val: person }, ...rolesOf(person).map((val) => ({ typ: 'roles', val }))];
      const principal = Buffer.from(JSON.stringify({ claims })).toString('base64');
      return Promise.resolve({ 'x-ms-client-principal': principal });
    },
  },
  bearer: {
    settings: ({ issuer }) => ({ bearer: { issuer, audience: testClient.audience }, roles: rules }),
    async headersOf(person, { provider }) {
      const payload = {
        iss: provider.issuer,
        aud: testClient.audience,
        sub: person,
        exp: Date.now() / 1000 + 600,
      };
      return { authorization: `Bearer ${await provider.sign({ ...payload, roles: rolesOf(person) })}` };
    },
  },
};

let provider: TestOpenIdProvider;
beforeAll(async () => (provider = await TestOpenIdProvider.start()));
afterAll(() => provider.close());

async function startWith(settings: Settings): Promise<{ app: TestApp; server: Listening }> {
  const config = testAccessConfig(settings);
  const access = createAccess({ config, dataDirectory: null, onNotice: () => undefined });
  const hub = new MemoryTaskHub({ instances: [makeInstanceRow({ instanceId: 'order-1' })] });
  const app = await startTestAppOn([new MemoryConnection([hub])], { access });
  return { app, server: await listenForTest(app.app) };
}

describe.each(Object.entries(modes))('mode %s', (_, { settings, headersOf }) => {
  let app: TestApp;
  let server: Listening;
  beforeAll(async () => {
    ({ app, server } = await startWith(settings(provider)));
    provider.serve(server.url);
    const admin = await headersOf('admin', { url: server.url, provider });
    const made = await send(server.url, 'POST /api/hubs/:hub/jobs', admin);
    values.jobId = createJob.result.parse(await made.json()).jobId;
  });
  afterAll(async () => {
    await server.close();
    await app.close();
  });

  it.each(people)('%s gets what the role is for, and nothing else', async (person) => {
    const headers = person === 'signed-out' ? {} : await headersOf(person, { url: server.url, provider });
    const answers = routesOf(app.app)
      .filter((each) => !outsideOfApi.includes(each))
      .map(async (route) => {
        const { status, isHubMissing } = await statusOf(server.url, route, headers);
        const isRefused = status === 401 || status === 403 || isHubMissing;
        const expected = expectedFor(route, person);
        const isRight = (isRefused ? status : 'not refused') === expected;
        return isRight ? [] : [`${route}: ${String(expected)} expected, ${status} came`];
      });
    const wrong = (await Promise.all(answers)).flat();
    expect(wrong).toEqual([]);
  });
});

describe('mode open', () => {
  it('everybody gets everything, whatever headers say', async () => {
    const { app, server } = await startWith({});
    const headers = { 'x-ms-client-principal': 'eyJjbGFpbXMiOltdfQ==', authorization: 'Bearer x' };
    for (const route of routesOf(app.app).filter((each) => !outsideOfApi.includes(each))) {
      const { status } = await statusOf(server.url, route, headers);
      expect([401, 403], route).not.toContain(status);
    }
    await server.close();
    await app.close();
  });
});

it('the description names every address but those of files', async () => {
  const app = await startTestAppOn([new MemoryConnection([new MemoryTaskHub()])]);
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse((await app.get('/api/openapi.json')).body);
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  const others = routesOf(app.app).filter(
    (route) => !described.includes(route) && !outsideOfApi.includes(route),
  );
  expect(others).toEqual([
    'GET /api/hubs/:hub/instances/:instanceId/payload/download',
    'GET /api/hubs/:hub/jobs/:jobId/download',
    'GET /api/openapi.json',
  ]);
  await app.close();
});
