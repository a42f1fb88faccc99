import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { errorEnvelope } from '../../shared/contract/errors.ts';
import { anybody } from '../access/caller.ts';
import { captureLog } from '../testing/captured-log.ts';
import { setCaller } from './caller.ts';
import { errorHandler } from './error-handler.ts';
import { requestId } from './request-id.ts';
import { writeLimit } from './write-limit.ts';

function appFor(limit: number) {
  const app = express();
  app.use(requestId, (asked, response, next) => {
    setCaller(response, { ...anybody, id: asked.get('x-user') ?? '' });
    next();
  });
  app.use(writeLimit(limit));
  app.all('/', (_request, response) => {
    response.json({});
  });
  app.use(errorHandler(captureLog().logger));
  return app;
}

it('bounds the writes of one caller in a minute, and neither reads nor other callers', async () => {
  const app = appFor(2);
  const write = (user: string) => request(app).post('/').set('x-user', user);
  await write('ada').expect(200);
  await write('ada').expect(200);
  const refused = await write('ada').expect(429);
  expect(errorEnvelope.parse(refused.body).error).toMatchObject({ code: 'rate-limited' });
  expect(refused.get('retry-after')).toBeDefined();
  await write('grace').expect(200);
  await request(app).get('/').set('x-user', 'ada').expect(200);
});
