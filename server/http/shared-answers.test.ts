import { gunzipSync } from 'node:zlib';
import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineEndpoint } from '../../shared/contract/endpoint.ts';
import { AppError } from '../errors.ts';
import { captureLog } from '../testing/captured-log.ts';
import { errorHandler } from './error-handler.ts';
import { anybody } from '../access/caller.ts';
import { setCaller } from './caller.ts';
import { requestId } from './request-id.ts';
import { serve } from './serve.ts';

const counted = defineEndpoint({
  method: 'GET',
  path: '/counted',
  summary: 'Says how often it was asked',
  query: z.object({ word: z.string().default('') }),
  result: z.object({ word: z.string(), asked: z.int(), filler: z.string() }),
});

function rig(filler = '') {
  const state = { version: '1', asked: 0, failure: null as Error | null };
  const route = serve(
    counted,
    async ({ query }) => {
      state.asked += 1;
      await Promise.resolve();
      if (state.failure) throw state.failure;
      return { word: query.word, asked: state.asked, filler };
    },
    { versionOf: () => Promise.resolve(state.version) },
  );
  const app = express();
  app.use(requestId, (_request, response, next) => {
    setCaller(response, anybody);
    next();
  });
  route.register(app);
  app.use(errorHandler(captureLog().logger));
  return { app, state };
}

it('makes one answer for all who ask the same at the same time', async () => {
  const { app } = rig();
  const answers = await Promise.all([1, 2, 3].map(() => request(app).get('/counted?word=a')));
  expect(answers.map(({ body }) => body as unknown)).toEqual(
    [1, 2, 3].map(() => ({ word: 'a', asked: 1, filler: '' })),
  );
});

it('asks anew for another question and for another version', async () => {
  const { app, state } = rig();
  await request(app).get('/counted?word=a').expect(200);
  await request(app).get('/counted?word=b').expect(200);
  expect(state.asked).toBe(2);
  state.version = '2';
  const later = await request(app).get('/counted?word=a').expect(200);
  expect(later.body).toMatchObject({ word: 'a', asked: 3 });
});

it('keeps no failure', async () => {
  const { app, state } = rig();
  state.failure = new AppError('store-unavailable', 'The store is down.');
  await request(app).get('/counted').expect(503);
  state.failure = null;
  await request(app).get('/counted').expect(200);
});

it('sends the same content compressed and plain', async () => {
  const { app, state } = rig('x'.repeat(5000));
  const plain = await request(app).get('/counted').set('accept-encoding', 'identity').expect(200);
  const packed = await request(app)
    .get('/counted')
    .set('accept-encoding', 'gzip')
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    })
    .expect(200);
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(plain.headers.vary?.toLowerCase()).toContain('accept-encoding');
  expect(packed.headers['content-encoding']).toBe('gzip');
  const sent = packed.body as Buffer;
  const unpacked = sent[0] === 0x1f ? gunzipSync(sent) : sent;
  expect(JSON.parse(unpacked.toString())).toEqual(plain.body);
  expect(state.asked).toBe(1);
});
