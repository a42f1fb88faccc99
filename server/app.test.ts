import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHeader } from '../shared/contract/endpoint.ts';
import { makeInstanceRows } from '../shared/testing/instances.ts';
import { openAuditLog } from './audit/open-audit-log.ts';
import { createCommandGate } from './commands/command-gate.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { openAlerts } from './features/alerts/open-alerts.ts';
import { openJobs } from './features/jobs/open-jobs.ts';
import { PayloadSearchService } from './features/payload-search/payload-search-service.ts';
import { SavedViewsService } from './features/saved-views/saved-views-service.ts';
import { createHubRegistry } from './hubs/hub-registry.ts';
import { openInstanceIndex } from './index/instance-index.ts';
import { captureLog } from './testing/captured-log.ts';
import { MemoryConnection } from './testing/memory-connection.ts';
import { MemoryTaskHub } from './testing/memory-task-hub.ts';
import { WrittenTexts } from './masking/written-texts.ts';
import {
  errorOf,
  instancePath,
  openToAll,
  startTestApp,
  startTestAppOn,
  type TestApp,
} from './testing/test-app.ts';

let server: TestApp;
beforeAll(async () => (server = await startTestApp(new MemoryTaskHub({ instances: makeInstanceRows(200) }))));
afterAll(() => server.close());

describe('request id', () => {
  it('is made up when none is given, and differs', async () => {
    const ids = [
      (await server.get('/healthz')).get('x-request-id'),
      (await server.get('/healthz')).get('x-request-id'),
    ];
    expect(ids[0]).toMatch(/^[\w-]{36}$/);
    expect(ids[1]).not.toBe(ids[0]);
  });

  it('is kept when it is sane, up to the error', async () => {
    const response = await server.get('/api/nothing').set('x-request-id', 'trace-1.2_3');
    expect(response.get('x-request-id')).toBe('trace-1.2_3');
    expect(errorOf(response).requestId).toBe('trace-1.2_3');
  });

  it.each(['', 'two words', '{"forged":1}', 'x'.repeat(65)])('is replaced when it is %j', async (given) => {
    const response = await server.get('/healthz').set('x-request-id', given);
    expect(response.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });
});

describe('headers', () => {
  it('let pages run own scripts only and be framed by nobody', async () => {
    const response = await server.get('/api/hubs').expect(200);
    const policy = response.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.get('x-frame-options')).toBe('DENY');
    expect(response.get('x-content-type-options')).toBe('nosniff');
    expect(response.get('referrer-policy')).toBe('no-referrer');
    expect(response.get('x-powered-by')).toBeUndefined();
    expect(response.get('strict-transport-security')).toBeUndefined();
  });

  it('name the origins that may frame', async () => {
    const framed = await startTestAppOn([], { frameAncestors: ['https://portal.example.com'] });
    const response = await framed.get('/healthz');
    expect(response.get('content-security-policy')).toContain('frame-ancestors https://portal.example.com');
    expect(response.get('x-frame-options')).toBeUndefined();
  });

  it('keep answers of the API out of caches', async () => {
    expect((await server.get('/api/hubs')).get('cache-control')).toBe('no-store');
    expect((await server.get('/api/nothing')).get('cache-control')).toBe('no-store');
  });

  it('say that long answers are compressed', async () => {
    const response = await server.get('/api/hubs/memory~TestHub/instances').set('accept-encoding', 'gzip');
    expect(response.get('content-encoding')).toBe('gzip');
  });
});

describe('health', () => {
  it('answers probes whatever their host name', async () => {
    await server.get('/healthz').set('host', '10.1.2.3:7072').expect(200, { status: 'up' });
    await server.get('/readyz').set('host', '10.1.2.3:7072').expect(200, { status: 'ready' });
  });

  it('is not ready before every connection was asked once', async () => {
    const log = captureLog();
    const connection = new MemoryConnection([]);
    let answer: (names: string[]) => void = () => undefined;
    connection.discoverHubs = () => new Promise((resolve) => (answer = resolve));
    const hubs = createHubRegistry({
      connections: [{ connection, isEmbedded: false }],
      openIndex: (hub) => openInstanceIndex(hub),
      logger: log.logger,
    });
    const http = { allowedHosts: [], frameAncestors: [], clientDir: null };
    const nothing = () => undefined;
    const audit = await openAuditLog({
      dataDirectory: null,
      masking: null,
      print: nothing,
      onNotice: nothing,
      onFailure: nothing,
    });
    const gate = createCommandGate({ audit, isReasonRequired: false });
    const jobs = await openJobs(null, nothing, {
      hubs,
      gate,
      accountOf: () => '',
      texts: new WrittenTexts(null),
      onFailure: nothing,
    });
    const config = readConfig({}).alerts;
    const documents = { dataDirectory: null, onNotice: nothing, onFailure: nothing };
    const alerts = await openAlerts({ ...documents, hubs, config, publicUrl: null });
    const app = createApp({
      hubs,
      jobs,
      alerts: alerts.service,
      savedViews: new SavedViewsService(),
      payloadSearches: new PayloadSearchService(),
      gate,
      audit,
      access: openToAll(),
      logger: log.logger,
      http,
    });
    await request(app).get('/readyz').expect(503);
    answer([]);
    await expect.poll(async () => (await request(app).get('/readyz')).status).toBe(200);
  });
});

describe('addresses that do not exist', () => {
  it.each(['/api', '/api/nothing', '/api/hubs/memory~TestHub', '/nothing'])(
    'GET %s is not found',
    async (path) => {
      const response = await server.get(path).set('accept', 'text/html').expect(404);
      expect(errorOf(response).code).toBe('not-found');
    },
  );

  it.each(['put', 'delete', 'patch', 'options'] as const)('%s on a list is not found', async (method) => {
    const sending = request(server.app)[method]('/api/hubs').send({});
    const response = await sending.set(writeHeader.name, writeHeader.value).expect(404);
    expect(errorOf(response).code).toBe('not-found');
  });

  it('a command cannot be sent by reading its address', async () => {
    await server.get(instancePath('order-000001', '/terminate')).expect(404);
  });

  it('the API is not answered with the page', async () => {
    const clientDir = mkdtempSync(join(tmpdir(), 'client-'));
    writeFileSync(join(clientDir, 'index.html'), '<title>page</title>');
    const withClient = await startTestAppOn([], { clientDir });
    const wants = (path: string) => withClient.get(path).set('accept', 'text/html');
    expect(errorOf(await wants('/api/nothing').expect(404)).code).toBe('not-found');
    expect((await wants('/hubs/a~b').expect(200)).text).toContain('page');
    rmSync(clientDir, { recursive: true });
  });
});

describe('refused requests', () => {
  const path = instancePath('order-000002', '/terminate');

  it('a page of another name cannot read', async () => {
    expect(errorOf(await server.get('/api/hubs').set('host', 'attacker.example').expect(403)).code).toBe(
      'forbidden',
    );
  });

  it('a page of another site cannot write', async () => {
    await server.write(path, { reason: 'r' }).set('origin', 'http://attacker.example').expect(403);
    await request(server.app).post(path).send({ reason: 'r' }).expect(403);
  });

  it('a body over 1 MB is refused', async () => {
    const big = { name: 'x'.repeat(1024 * 1024), search: '' };
    const response = await server.write('/api/hubs/memory~TestHub/saved-views', big).expect(400);
    expect(errorOf(response)).toMatchObject({ code: 'invalid-request' });
    expect(errorOf(response).message).toContain('1 MB');
  });

  it('an input of several megabytes is none of them', async () => {
    const input = JSON.stringify('x'.repeat(3_000_000));
    await server.write(path.replace('/terminate', '/raise-event'), { name: 'E', input }).expect(202);
  });

  it('a body that is not JSON is refused', async () => {
    const response = await request(server.app)
      .post(path)
      .set({ [writeHeader.name]: writeHeader.value, 'content-type': 'application/json' })
      .send('{"reason":')
      .expect(400);
    expect(errorOf(response).message).toBe('The request body is not JSON.');
  });
});

it('logs one line for a request, with its id and path but not what it asked or sent', async () => {
  server.log.lines.length = 0;
  await server.get('/api/hubs/memory~TestHub/instances?q=private').set('x-request-id', 'one-line');
  const lines = server.log.lines.filter((line) => line.includes('one-line'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    method: 'GET',
    path: '/api/hubs/memory~TestHub/instances',
    status: 200,
    isComplete: true,
  });
  expect(lines[0]).not.toContain('private');
});
