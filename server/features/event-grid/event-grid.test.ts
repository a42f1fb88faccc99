import request from 'supertest';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getEventGrid, type EventGridState } from '../../../shared/contract/event-grid.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { makeCloudEvent, makeGridEvent, makeValidationEvent } from '../../../shared/testing/event-grid.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import type { EventGridSource } from '../../event-grid/event-grid-config.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { TestOpenIdProvider } from '../../testing/openid-provider.ts';
import { errorOf, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const secret = 'a-secret-of-enough-characters';
const path = '/webhooks/event-grid/memory';
const running = makeInstanceRow({ instanceId: 'order-1', name: 'Order', runtimeStatus: 'Running' });
const completed = {
  ...running,
  runtimeStatus: 'Completed' as const,
  lastUpdatedAt: at(60),
  rowVersion: at(60),
};

function source(parts: Partial<EventGridSource> = {}): EventGridSource {
  return { connection: 'memory', secrets: [secret], token: null, requestsPerMinute: 6_000, ...parts };
}

let server: TestApp;
afterEach(() => server.close());

async function open(hub = new MemoryTaskHub({ instances: [running] }), sources = [source()]) {
  server = await startTestAppOn([new MemoryConnection([hub])], { eventGrid: sources });
  return hub;
}

function send(body: unknown, type = 'application/json', code: string | null = secret) {
  const query = code === null ? '' : `?code=${encodeURIComponent(code)}`;
  return request(server.app)
    .post(path + query)
    .set('host', 'webhook.example')
    .set('content-type', type)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

async function state(): Promise<EventGridState> {
  const response = await server.get('/api/hubs/memory~TestHub/event-grid').expect(200);
  return getEventGrid.result.parse(response.body);
}

async function statusOf(instanceId: string): Promise<string | undefined> {
  const response = await server.get('/api/hubs/memory~TestHub/instances').expect(200);
  return listInstances.result.parse(response.body).rows.find((row) => row.instanceId === instanceId)
    ?.runtimeStatus;
}

async function untilRead(count: number): Promise<void> {
  await expect.poll(async () => (await state()).events.read).toBe(count);
}

describe('the handshake', () => {
  it('answers the validation of the Event Grid schema with its code', async () => {
    await open();
    const response = await send([makeValidationEvent('512d38b6-c7b8')]).set(
      'aeg-event-type',
      'SubscriptionValidation',
    );
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ validationResponse: '512d38b6-c7b8' });
  });

  it('tells nobody without a secret what the code would be', async () => {
    await open();
    await send([makeValidationEvent('512d38b6-c7b8')], 'application/json', null).expect(401);
  });

  it('lets Event Grid send CloudEvents, at a rate', async () => {
    await open();
    const { headers } = await request(server.app)
      .options(path)
      .set('WebHook-Request-Origin', 'eventgrid.azure.net')
      .expect(200);
    expect(headers['webhook-allowed-origin']).toBe('eventgrid.azure.net');
    expect(headers['webhook-allowed-rate']).toBe('6000');
  });

  it.each(['evil.example', 'eventgrid.azure.net.evil.example', ''])(
    'lets nobody else: %j',
    async (origin) => {
      await open();
      const { headers } = await request(server.app)
        .options(path)
        .set('WebHook-Request-Origin', origin)
        .expect(400);
      expect(headers['webhook-allowed-origin']).toBeUndefined();
    },
  );

  it('fails with a secret that is wrong', async () => {
    await open();
    await request(server.app)
      .options(`${path}?code=wrong`)
      .set('WebHook-Request-Origin', 'eventgrid.azure.net')
      .expect(401);
  });
});

describe('an event', () => {
  it.each([
    ['in the Event Grid schema', [makeGridEvent()], 'application/json; charset=utf-8'],
    ['as CloudEvent', makeCloudEvent(), 'application/cloudevents+json'],
    ['in a batch of CloudEvents', [makeCloudEvent()], 'application/cloudevents-batch+json'],
  ])('%s makes its instance be read', async (_, body, type) => {
    const hub = await open();
    hub.put(completed);
    await send(body, type).expect(200, { accepted: 1, refused: 0 });
    await untilRead(1);
    expect(await statusOf('order-1')).toBe('Completed');
  });

  it('finds its task hub whatever the casing of the name', async () => {
    await open();
    await send([makeGridEvent({ hub: 'TESTHUB' })]).expect(200);
    await untilRead(1);
  });

  it('is believed in nothing but that something may have changed', async () => {
    await open();
    await send([makeGridEvent({ status: 'Failed' }), makeGridEvent({ instanceId: 'invented' })]).expect(200);
    await untilRead(2);
    expect(await statusOf('order-1')).toBe('Running');
    expect(await statusOf('invented')).toBeUndefined();
  });

  it('of an instance that is gone takes its row away', async () => {
    const hub = await open();
    hub.purge('order-1');
    await send([makeGridEvent()]).expect(200);
    await untilRead(1);
    expect(await statusOf('order-1')).toBeUndefined();
  });

  it('that comes before the row was written is followed until it is', async () => {
    const hub = await open();
    await send([makeGridEvent({ time: at(30) })]).expect(200);
    await untilRead(1);
    hub.put(completed);
    await expect.poll(() => hub.calls.getInstance, { timeout: 5_000 }).toBeGreaterThan(1);
    await expect.poll(() => statusOf('order-1')).toBe('Completed');
  });

  it('is one of a thousand that cost few readings', async () => {
    const hub = await open();
    hub.put(completed);
    const events = Array.from({ length: 1_000 }, (_, i) => makeGridEvent({ instanceId: `order-${i % 5}` }));
    await send(events).expect(200, { accepted: 1_000, refused: 0 });
    await expect.poll(async () => (await state()).events.waiting, { timeout: 5_000 }).toBe(0);
    const { events: counted } = await state();
    expect(counted.received).toBe(1_000);
    expect(counted.joined).toBeGreaterThan(985);
    expect(counted.read).toBeLessThanOrEqual(10);
    expect(await statusOf('order-1')).toBe('Completed');
  });

  it('is counted when storage does not answer, and tried again', async () => {
    const hub = await open();
    hub.fail('getInstance');
    hub.put(completed);
    await send([makeGridEvent()]).expect(200);
    await expect.poll(async () => (await state()).events.failedReads).toBe(1);
    hub.recover('getInstance');
    await expect.poll(() => statusOf('order-1'), { timeout: 5_000 }).toBe('Completed');
  });
});

describe('what is refused is counted', () => {
  it.each<[string, unknown, string]>([
    ['another event', [{ ...makeGridEvent(), eventType: 'Microsoft.Storage.BlobCreated' }], 'not-lifecycle'],
    ['an event of something else', [{ ...makeGridEvent(), subject: 'durable/entity/x' }], 'not-lifecycle'],
    ['an event without instance', [{ ...makeGridEvent(), data: { hubName: 'TestHub' } }], 'unreadable'],
    ['an event without form', ['x'], 'unreadable'],
    ['no events', [], 'unreadable'],
    ['no JSON', '{"broken', 'unreadable'],
    ['an instance id without end', [makeGridEvent({ instanceId: 'x'.repeat(2_000) })], 'unreadable'],
    ['a task hub that is not there', [makeGridEvent({ hub: 'Elsewhere' })], 'unknown-hub'],
  ])('%s', async (_, body, cause) => {
    const hub = await open();
    const response = await send(body).expect(400);
    expect(errorOf(response).code).toBe('invalid-request');
    expect((await state()).refused).toEqual([{ cause, count: 1 }]);
    expect(hub.calls.getInstance).toBe(0);
  });

  it('and the rest of its batch is taken', async () => {
    await open();
    const events = [makeGridEvent({ hub: 'Elsewhere' }), makeGridEvent()];
    await send(events).expect(200, { accepted: 1, refused: 1 });
  });

  it('a body of another type, or one too large', async () => {
    await open();
    await send([makeGridEvent()], 'text/plain').expect(400);
    await send([makeGridEvent({ instanceId: 'x'.repeat(1_200_000) })]).expect(400);
    expect((await state()).refused).toEqual([{ cause: 'unreadable', count: 2 }]);
  });

  it.each([
    ['no secret', null],
    ['a wrong secret', 'wrong'],
    ['the beginning of the secret', secret.slice(0, -1)],
  ])('%s', async (_, code) => {
    const hub = await open();
    const response = await send([makeGridEvent()], 'application/json', code).expect(401);
    expect(errorOf(response).code).toBe('unauthenticated');
    expect((await state()).refused).toEqual([{ cause: 'unauthenticated', count: 1 }]);
    expect(hub.calls.getInstance).toBe(0);
  });

  it('and tells metrics', async () => {
    await open();
    await send([makeGridEvent({ hub: 'Elsewhere' }), makeGridEvent()]).expect(200);
    const { text } = await server.get('/metrics').expect(200);
    expect(text).toContain('durascope_event_grid_refused_total{connection="memory",cause="unknown-hub"} 1');
    expect(text).toContain('durascope_event_grid_events_total{hub="memory~TestHub",result="received"} 1');
  });
});

describe('the webhook', () => {
  it('is not there without configuration', async () => {
    await open(new MemoryTaskHub(), []);
    await send([makeGridEvent()]).expect(404);
    await request(server.app).options(path).set('WebHook-Request-Origin', 'eventgrid.azure.net').expect(404);
    expect(await state()).toMatchObject({ path: null, takesSecret: false });
  });

  it('takes the secret from a header too, and any of several', async () => {
    await open(undefined, [source({ secrets: ['another-secret-of-enough-characters', secret] })]);
    await send([makeGridEvent()], 'application/json', null).set('x-durascope-secret', secret).expect(200);
  });

  it('slows down who keeps guessing, and nobody else', async () => {
    await open();
    for (let i = 0; i < 60; i++) await send([], 'application/json', `guess-${i}`).expect(401);
    await send([], 'application/json', 'guess').expect(429);
    await send([makeGridEvent()]).expect(200);
  });

  it('takes no more deliveries a minute than configured', async () => {
    await open(undefined, [source({ requestsPerMinute: 2 })]);
    await send([makeGridEvent()]).expect(200);
    await send([makeGridEvent()]).expect(200);
    await send([makeGridEvent()]).expect(429);
  });

  it('leaves no secret in the log', async () => {
    await open();
    await send([makeGridEvent()]).expect(200);
    await send([makeGridEvent()], 'application/json', `${secret}x`).expect(401);
    expect(server.log.lines.join('\n')).not.toContain(secret);
  });
});

describe('a token of Microsoft Entra ID', () => {
  let provider: TestOpenIdProvider;
  beforeAll(async () => {
    provider = await TestOpenIdProvider.start();
    return () => provider.close();
  });

  async function sendToken(claims: Record<string, unknown>) {
    provider.serve('http://127.0.0.1:1');
    const token = {
      ...{ issuer: provider.issuer, audience: ['api://durascope'], algorithms: ['RS256' as const] },
      ...{ clockToleranceSeconds: 60, applicationIds: ['event-grid'] },
    };
    await open(undefined, [source({ secrets: [], token })]);
    const signed = await provider.sign({
      ...{ iss: provider.issuer, aud: 'api://durascope', sub: 's' },
      ...{ exp: Math.floor(Date.now() / 1_000) + 300, ...claims },
    });
    const sent = send([makeGridEvent()], 'application/json', null);
    return (await sent.set('authorization', `Bearer ${signed}`)).status;
  }

  it('of Event Grid is taken, in both versions', async () => {
    expect(await sendToken({ appid: 'event-grid' })).toBe(200);
    await server.close();
    expect(await sendToken({ azp: 'event-grid' })).toBe(200);
  });

  it.each([
    ['another application', { appid: 'other' }],
    ['another audience', { appid: 'event-grid', aud: 'api://other' }],
    ['yesterday', { appid: 'event-grid', exp: 1_000_000 }],
  ])('of %s is not', async (_, claims) => {
    expect(await sendToken(claims)).toBe(401);
  });
});
