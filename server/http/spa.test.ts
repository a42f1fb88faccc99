import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenForTest } from '../testing/listening.ts';
import { singlePageApp } from './spa.ts';

const page = '<!doctype html><title>page</title>';
const html = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('single-page app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spa-'));
  const app = express();

  beforeAll(() => {
    const client = join(folder, 'client');
    mkdirSync(join(client, 'assets'), { recursive: true });
    writeFileSync(join(client, 'index.html'), page);
    writeFileSync(join(client, 'icon.svg'), '<svg/>');
    writeFileSync(join(client, 'assets', 'main-abc123.js'), 'export {}');
    writeFileSync(join(folder, 'secret.txt'), 'top secret');
    app.use(singlePageApp(client));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    '/',
    '/index.html',
    '/hubs/a~b/instances/order-1',
    '/hubs/a~b/instances/a%2Fb.png',
    '/hubs/a~b/instances/..%2F..%2Fetc',
    '/hubs/a~b/instances/x%00y',
    '/hubs/a~b/instances/%E0%A4%A',
    '/hubs/a~b/instances/.hidden',
  ])('a browser going to %s gets the page, fresh', async (path) => {
    const response = await request(app).get(path).set('accept', html).expect(200);
    expect(response.text).toBe(page);
    expect(response.get('cache-control')).toMatch(/no-store|no-cache/);
  });

  it('files whose name holds a hash are kept for good', async () => {
    const response = await request(app).get('/assets/main-abc123.js').expect(200);
    expect(response.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.get('content-type')).toContain('javascript');
  });

  it('other files are asked for again', async () => {
    const response = await request(app).get('/icon.svg').expect(200);
    expect(response.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['/assets/old-123.js', '*/*'],
    ['/assets/old-123.js', html],
    ['/assets', '*/*'],
    ['/hubs/a~b', 'application/json'],
    ['/hubs/a~b', '*/*'],
  ])('GET %s for %s is not answered with the page', async (path, accept) => {
    await request(app).get(path).set('accept', accept).expect(404);
  });

  it('a write is not answered with the page', async () => {
    await request(app).post('/hubs').set('accept', html).expect(404);
  });

  it.each([
    '/..%2Fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
  ])('nothing outside its folder is served: %s', async (path) => {
    const server = await listenForTest(app);
    const response = await fetch(server.url + path);
    expect(await response.text()).not.toContain('top secret');
    expect(response.status).toBe(404);
    await server.close();
  });
});
