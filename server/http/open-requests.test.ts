import express, { type Response } from 'express';
import { afterEach, expect, it } from 'vitest';
import { anybody } from '../access/caller.ts';
import { captureLog } from '../testing/captured-log.ts';
import { listenForTest, type Listening } from '../testing/listening.ts';
import { setCaller } from './caller.ts';
import { errorHandler } from './error-handler.ts';
import { openRequestLimit } from './open-requests.ts';
import { requestId } from './request-id.ts';
import { openEventStream } from './server-sent-events.ts';

let server: Listening;
afterEach(() => server.close());

async function serve(): Promise<void> {
  const app = express();
  app.use(requestId, (asked, response, next) => {
    const user = asked.get('x-user');
    if (user !== 'nobody') setCaller(response, user === undefined ? anybody : { ...anybody, id: user });
    next();
  });
  app.use(openRequestLimit({ perPerson: 2, perAddress: 3 }));
  app.get('/', (_request, response: Response) => openEventStream(response, () => () => undefined));
  app.use(errorHandler(captureLog().logger));
  server = await listenForTest(app);
}

async function open(user?: string): Promise<{ status: number; leave: () => void }> {
  const leaving = new AbortController();
  const headers = user === undefined ? {} : { 'x-user': user };
  const { status } = await fetch(server.url, { headers, signal: leaving.signal });
  return { status, leave: () => leaving.abort() };
}

it('a person has only so many streams at a time, and another one theirs', async () => {
  await serve();
  const first = await open('ada');
  expect([first.status, (await open('ada')).status, (await open('ada')).status]).toEqual([200, 200, 429]);
  expect((await open('grace')).status).toBe(200);
  first.leave();
  await expect.poll(async () => (await open('ada')).status).toBe(200);
});

it.each([undefined, 'nobody'])('where the caller is %s an address has so many', async (user) => {
  await serve();
  const statuses = [];
  for (let n = 0; n < 4; n++) statuses.push((await open(user)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});
