import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEndpoint } from '../../shared/contract/endpoint.ts';
import { errorEnvelope } from '../../shared/contract/errors.ts';
import { instanceParams, repeated } from '../../shared/contract/values.ts';
import { toPathSegment } from '../../shared/domain/instance-id.ts';
import { AppError } from '../errors.ts';
import { captureLog } from '../testing/captured-log.ts';
import { hostileIds } from '../testing/hostile-ids.ts';
import { listenForTest, type Listening } from '../testing/listening.ts';
import { errorHandler } from './error-handler.ts';
import { anybody } from '../access/caller.ts';
import { setCaller } from './caller.ts';
import { requestId } from './request-id.ts';
import { serve, type Route } from './serve.ts';

const echo = defineEndpoint({
  method: 'GET',
  path: '/hubs/:hub/instances/:instanceId/echo',
  summary: 'Says what it was asked',
  params: instanceParams,
  query: z.object({ limit: z.coerce.number().int().max(10).default(5), tag: repeated(z.string()) }),
  result: z.object({ hub: z.string(), instanceId: z.string(), limit: z.int(), tags: z.array(z.string()) }),
});

const order = defineEndpoint({
  method: 'POST',
  path: '/orders',
  summary: 'Takes a body',
  body: z.object({ item: z.string(), size: z.object({ width: z.int() }) }),
  result: z.object({ item: z.string() }),
  status: 202,
});

function appOf(...routes: Route[]) {
  const log = captureLog();
  const app = express();
  app.use(requestId);
  app.use((_request, response, next) => {
    setCaller(response, anybody);
    next();
  });
  for (const route of routes) route.register(app);
  app.use(errorHandler(log.logger));
  return { app, log };
}

const echoRoute = serve(echo, ({ params, query }) =>
  Promise.resolve({ ...params, limit: query.limit, tags: query.tag ?? [] }),
);

function echoPath(instanceId: string): string {
  return `/hubs/memory~Test/instances/${encodeURIComponent(toPathSegment(instanceId))}/echo`;
}

describe('instance ids in paths', () => {
  const { app } = appOf(echoRoute);
  let server: Listening;
  beforeAll(async () => (server = await listenForTest(app)));
  afterAll(() => server.close());

  it.each(hostileIds)('%j arrives as it left, in process', async (instanceId) => {
    const response = await request(app).get(echoPath(instanceId)).expect(200);
    expect(response.body).toMatchObject({ instanceId, hub: 'memory~Test' });
  });

  it.each(hostileIds)('%j arrives as it left, through a real connection', async (instanceId) => {
    const response = await fetch(server.url + echoPath(instanceId));
    expect(await response.json()).toMatchObject({ instanceId });
  });

  it('a broken percent encoding is the fault of the request', async () => {
    const response = await request(app).get('/hubs/memory~Test/instances/%E0%A4%A/echo').expect(400);
    expect(errorEnvelope.parse(response.body).error.code).toBe('invalid-request');
  });
});

describe('serve', () => {
  it('hands over parsed values with their defaults', async () => {
    const { app } = appOf(echoRoute);
    const response = await request(app)
      .get(`${echoPath('a')}?tag=x&tag=y`)
      .expect(200);
    expect(response.body).toMatchObject({ limit: 5, tags: ['x', 'y'] });
    const one = await request(app).get(`${echoPath('a')}?tag=x&limit=7`);
    expect(one.body).toMatchObject({ limit: 7, tags: ['x'] });
  });

  it('answers with the status of the endpoint', async () => {
    const { app } = appOf(serve(order, ({ body }) => Promise.resolve({ item: body.item })));
    await request(app)
      .post('/orders')
      .send({ item: 'shoe', size: { width: 3 } })
      .expect(202, { item: 'shoe' });
  });

  it('names every field that is wrong', async () => {
    const { app } = appOf(serve(order, ({ body }) => Promise.resolve({ item: body.item })));
    const response = await request(app)
      .post('/orders')
      .send({ item: 7, size: { width: 'wide' } })
      .expect(400);
    const { code, message } = errorEnvelope.parse(response.body).error;
    expect(code).toBe('invalid-request');
    expect(message).toContain('body.item');
    expect(message).toContain('body.size.width');
  });

  it('refuses a misspelt query parameter instead of answering without it', async () => {
    const { app } = appOf(echoRoute);
    const response = await request(app)
      .get(`${echoPath('a')}?tga=x`)
      .expect(400);
    expect(errorEnvelope.parse(response.body).error.message).toContain('tga');
  });

  it('refuses a body that is missing', async () => {
    const { app } = appOf(serve(order, ({ body }) => Promise.resolve({ item: body.item })));
    await request(app).post('/orders').expect(400);
  });

  it('does not send an answer that breaks its promise, and logs why', async () => {
    const broken = serve(echo, () =>
      Promise.resolve({ hub: 'secret', instanceId: 'x', limit: 1.5, tags: [] }),
    );
    const { app, log } = appOf(broken);
    const response = await request(app).get(echoPath('a')).expect(500);
    expect(errorEnvelope.parse(response.body).error.code).toBe('internal');
    expect(response.text).not.toContain('limit');
    expect(log.lines.join()).toContain('limit');
  });

  it('leaves out of an answer what was not promised', async () => {
    const talkative = { hub: 'h', instanceId: 'x', limit: 1, tags: [], connectionString: 'AccountKey=1' };
    const { app } = appOf(serve(echo, () => Promise.resolve(talkative)));
    const response = await request(app).get(echoPath('a')).expect(200);
    expect(response.text).not.toContain('AccountKey');
  });

  it('passes failures of the handler on', async () => {
    const failing = serve(echo, () => Promise.reject(new AppError('conflict', 'Somebody was faster.')));
    const { app } = appOf(failing);
    const response = await request(app).get(echoPath('a')).expect(409);
    expect(errorEnvelope.parse(response.body).error).toMatchObject({
      code: 'conflict',
      message: 'Somebody was faster.',
    });
  });
});
