import { afterEach, expect, it } from 'vitest';
import { makeBacklog } from '../../shared/testing/backlog.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { createAccess } from '../access/access.ts';
import { MemoryConnection } from '../testing/memory-connection.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { testAccessConfig } from '../testing/oidc-dashboard.ts';
import { errorOf, startTestAppOn, type TestApp } from '../testing/test-app.ts';

const token = 'a-token-of-enough-characters';
const partition = makeBacklog().partitions[0]!;
const message = {
  messageId: 'm',
  insertedAt: at(1),
  dueAt: at(1),
  dequeueCount: 12,
  encoding: 'utf8' as const,
  sizeBytes: 1,
  eventType: 'EventRaised',
  instanceId: 'a',
  executionId: null,
  name: null,
  eventAt: at(1),
  blobName: null,
  problems: [],
};

let server: TestApp;
afterEach(() => server.close());

function open(hub: MemoryTaskHub, options: Parameters<typeof startTestAppOn>[1] = {}): Promise<TestApp> {
  return startTestAppOn([new MemoryConnection([hub])], options);
}

/** The value of one series, by the beginning of its line. */
function valueOf(text: string, series: string): number | null {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

it('tells of instances, queues, owners and the index, in the form scrapers read', async () => {
  const instances = [
    makeInstanceRow({ instanceId: 'a', name: 'Order "x"\n', runtimeStatus: 'Running' }),
    makeInstanceRow({ instanceId: 'b', name: 'Order "x"\n', runtimeStatus: 'Running' }),
    makeInstanceRow({ instanceId: 'c', name: 'Report', runtimeStatus: 'Failed' }),
  ];
  const hub = new MemoryTaskHub({
    instances,
    backlog: makeBacklog({ partitions: [{ ...partition, depth: 7 }] }),
    messages: { 'testhub-control-00': [message] },
  });
  server = await open(hub);
  const { text, headers } = await server.get('/metrics').expect(200);
  expect(headers['content-type']).toContain('text/plain');
  const inHub = 'hub="memory~TestHub"';
  const queue = `{${inHub},queue="testhub-control-00"}`;
  expect(valueOf(text, `durascope_instances{${inHub},kind="orchestration",status="Running"}`)).toBe(2);
  expect(valueOf(text, `durascope_instances{${inHub},kind="orchestration",status="Failed"}`)).toBe(1);
  const series = `durascope_open_orchestrations{${inHub},name="Order \\"x\\"\\n",status="Running"}`;
  expect(valueOf(text, series)).toBe(2);
  expect(valueOf(text, `durascope_queue_messages${queue}`)).toBe(7);
  expect(valueOf(text, `durascope_queue_max_dequeue_count${queue}`)).toBe(12);
  expect(valueOf(text, `durascope_queue_oldest_visible_age_seconds${queue}`)).toBeGreaterThan(0);
  expect(valueOf(text, `durascope_partition_owned${queue}`)).toBe(1);
  expect(valueOf(text, `durascope_index_rows{${inHub}}`)).toBe(3);
  expect(valueOf(text, `durascope_index_age_seconds{${inHub}}`)).toBeGreaterThanOrEqual(0);
  expect(text).toContain('process_cpu_seconds_total');
});

it('counts the names beyond the fifty most frequent together', async () => {
  const instances = Array.from({ length: 60 }, (_, i) =>
    makeInstanceRow({ instanceId: `i${i}`, name: `F${i}`, runtimeStatus: 'Running' }),
  );
  server = await open(new MemoryTaskHub({ instances }));
  const { text } = await server.get('/metrics');
  const series = 'durascope_open_orchestrations{hub="memory~TestHub",name="(other)",status="Running"}';
  expect(valueOf(text, series)).toBe(10);
  expect(text.match(/^durascope_open_orchestrations\{/gm)).toHaveLength(51);
});

it('measures requests by the pattern of their route, never by an id', async () => {
  server = await open(new MemoryTaskHub({ instances: [makeInstanceRow({ instanceId: 'secret-id' })] }));
  await server.get('/api/hubs/memory~TestHub/instances/secret-id').expect(200);
  await server.get('/no/such/page').expect(404);
  const { text } = await server.get('/metrics');
  const route = '/api/hubs/:hub/instances/:instanceId';
  const series = `durascope_http_request_duration_seconds_count{method="GET",route="${route}",status="200"}`;
  expect(valueOf(text, series)).toBe(1);
  expect(text).toContain('route="other",status="404"');
  expect(text).not.toContain('secret-id');
});

it('says that queues cannot be read instead of leaving their last values', async () => {
  const hub = new MemoryTaskHub();
  hub.fail('readBacklog');
  server = await open(hub);
  const { text } = await server.get('/metrics').expect(200);
  expect(valueOf(text, 'durascope_queues_readable{hub="memory~TestHub"}')).toBe(0);
  expect(text).not.toMatch(/^durascope_queue_messages\{/m);
});

it('asks for its token and takes no other', async () => {
  server = await open(new MemoryTaskHub(), { metrics: { token } });
  const refused = await server.get('/metrics').expect(401);
  expect(errorOf(refused).code).toBe('unauthenticated');
  await server.get('/metrics').set('authorization', `Bearer ${token}x`).expect(401);
  await server.get('/metrics').set('authorization', `Bearer ${token}`).expect(200);
});

it('is there by any address with a token, and only by allowed ones without', async () => {
  server = await open(new MemoryTaskHub(), { metrics: { token } });
  const headers = { authorization: `Bearer ${token}`, host: '10.1.2.3:7072' };
  await server.get('/metrics').set(headers).expect(200);
  await server.close();
  server = await open(new MemoryTaskHub());
  await server.get('/metrics').set('host', 'rebound.example').expect(403);
});

it('shows nothing without a token where people have to sign in', async () => {
  const config = testAccessConfig({
    platform: {},
    roles: [{ role: 'viewer', claim: 'roles', value: 'viewer' }],
  });
  const access = createAccess({ config, dataDirectory: null, onNotice: () => undefined });
  server = await open(new MemoryTaskHub(), { access });
  expect(errorOf(await server.get('/metrics').expect(404)).message).toContain('metrics.token');
});
