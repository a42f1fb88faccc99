import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { writeHeader } from '../../shared/contract/endpoint.ts';
import { errorEnvelope } from '../../shared/contract/errors.ts';
import { captureLog } from '../testing/captured-log.ts';
import { errorHandler } from './error-handler.ts';
import { requestGuard } from './request-guard.ts';
import { requestId } from './request-id.ts';

const publicUrl = 'https://dash.example.com';

function appWith(...[hosts, url]: Parameters<typeof requestGuard>) {
  const guarded = express();
  guarded.use(requestId, requestGuard(hosts, url));
  guarded.all(['/', '/api/hubs'], (_request, response) => {
    response.json({ passed: true });
  });
  guarded.use(errorHandler(captureLog().logger));
  return guarded;
}

const app = appWith(['Dash.Example.com', 'tools.example.com:8443'], publicUrl);

function write(headers: Record<string, string> = {}) {
  return request(app)
    .post('/')
    .set({ host: 'localhost:7072', [writeHeader.name]: writeHeader.value, ...headers })
    .send({ reason: 'r' });
}

describe('host check', () => {
  it.each([
    'localhost',
    'localhost:7072',
    'LOCALHOST:7072',
    '127.0.0.1:7072',
    '[::1]:7072',
    'dash.example.com',
    'tools.example.com:8443',
  ])('%s may read', async (host) => {
    await request(app).get('/').set('host', host).expect(200);
  });

  it.each([
    'attacker.example',
    'attacker.example:7072',
    'localhost.attacker.example',
    'dash.example.com.attacker.example',
    'localhost@attacker.example',
    'attacker.example#localhost',
    '192.168.1.9:7072',
    '',
  ])('%j is forbidden', async (host) => {
    const response = await request(app).get('/').set('host', host).expect(403);
    expect(errorEnvelope.parse(response.body).error.code).toBe('forbidden');
  });
});

describe('write check', () => {
  it('takes a write from its own page', async () => {
    await write({ origin: 'http://localhost:7072' }).expect(200);
  });

  it('takes a write without origin, as scripts outside a browser send it', async () => {
    await write().expect(200);
  });

  it.each(['http://attacker.example', 'http://localhost:3000', 'http://127.0.0.1:7072', 'null', 'nonsense'])(
    'refuses the foreign origin %s',
    async (origin) => {
      const response = await write({ origin }).expect(403);
      expect(errorEnvelope.parse(response.body).error.code).toBe('forbidden');
    },
  );

  it.each([
    ['with the host that browsers see', 'dash.example.com'],
    ['with a host of its own', 'tools.example.com:8443'],
  ])('takes a write from the public address through a proxy %s', async (_, host) => {
    await write({ host, origin: publicUrl }).expect(200);
  });

  it.each(['http://dash.example.com', 'https://dash.example.com:8443', 'https://tools.example.com', 'null'])(
    'refuses %s where the public address is another one',
    async (origin) => {
      await write({ host: 'dash.example.com', origin }).expect(403);
    },
  );

  it('compares with the host where no public address is configured', async () => {
    const unnamed = appWith(['dash.example.com'], null);
    const send = (origin: string) =>
      request(unnamed)
        .post('/')
        .set({ host: 'dash.example.com', [writeHeader.name]: writeHeader.value, origin })
        .send({});
    await send(publicUrl).expect(200);
    await send('https://other.example.com').expect(403);
  });

  it.each([
    ['same-origin', 200],
    ['none', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['anything else', 403],
  ])('a page that its browser calls %s gets %i', async (site, status) => {
    await write({ 'sec-fetch-site': site }).expect(status);
  });

  it.each([
    ['missing', ''],
    ['different', 'yes'],
  ])('refuses a write whose header is %s', async (_, value) => {
    await write({ [writeHeader.name]: value, origin: 'http://localhost:7072' }).expect(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses a body of type %s',
    async (type) => {
      const response = await request(app)
        .post('/')
        .set({ host: 'localhost', [writeHeader.name]: writeHeader.value, 'content-type': type })
        .send('a=1')
        .expect(400);
      expect(errorEnvelope.parse(response.body).error.message).toContain('application/json');
    },
  );

  it.each(['put', 'patch', 'delete', 'options'] as const)('treats %s as a write', async (method) => {
    await request(app)[method]('/').set('host', 'localhost').expect(403);
  });
});

describe('read check', () => {
  const read = (path: string, site: string, mode: string) =>
    request(app).get(path).set({ host: 'localhost', 'sec-fetch-site': site, 'sec-fetch-mode': mode });

  it.each(['cross-site', 'same-site'])(
    'a %s page cannot build itself of answers of the API',
    async (site) => {
      for (const mode of ['no-cors', 'cors', 'websocket']) await read('/api/hubs', site, mode).expect(403);
    },
  );

  it.each([
    ['/api/hubs', 'same-origin', 'cors'],
    ['/api/hubs', 'none', 'navigate'],
    ['/api/hubs', 'cross-site', 'navigate'],
    ['/', 'cross-site', 'navigate'],
  ])('%s is read by a %s request in mode %s', async (path, site, mode) => {
    await read(path, site, mode).expect(200);
  });
});
