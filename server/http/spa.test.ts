import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenForTest } from '../testing/listening.ts';
import { singlePageApp } from './spa.ts';

const page = '<!doctype html><title>page</title>';
const html = 'text/html,application/xhtml+xml,*/*;q=0.8';

function getRaw(url: string, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { path }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    }).on('error', reject);
  });
}

describe('single-page app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spa-'));
  const app = express();
  const noncePage = express();
  const pageWithPlaces = express();

  beforeAll(() => {
    const client = join(folder, 'client');
    mkdirSync(join(client, 'assets'), { recursive: true });
    writeFileSync(join(client, 'index.html'), page);
    writeFileSync(join(client, 'icon.svg'), '<svg/>');
    writeFileSync(join(client, 'assets', 'main-abc123.js'), 'export {}');
    writeFileSync(join(folder, 'secret.txt'), 'top secret');
    writeFileSync(join(client, '.env'), 'top secret');
    app.use(singlePageApp(client));
    mkdirSync(join(folder, 'with-nonce'));
    writeFileSync(join(folder, 'with-nonce', 'index.html'), '<meta nonce="%style-nonce%">');
    noncePage.use(singlePageApp(join(folder, 'with-nonce')));
    mkdirSync(join(folder, 'with-places'));
    writeFileSync(
      join(folder, 'with-places', 'index.html'),
      `<script src="all.js"></script>
       <link rel="modulepreload" data-for="/hubs/*/instances/*" href="some.js">
       <link rel="modulepreload" data-for="/hubs/*/instances/*" href="more.js"><body>`,
    );
    pageWithPlaces.use(singlePageApp(join(folder, 'with-places')));
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

  it('each answer carries a nonce of its own in the page', async () => {
    const texts = [];
    for (const path of ['/', '/index.html', '/hubs/a~b']) {
      const { text } = await request(noncePage).get(path).set('accept', html).expect(200);
      expect(text).toMatch(/^<meta nonce="[\w+/]{22}==">$/);
      texts.push(text);
    }
    expect(new Set(texts).size).toBe(3);
  });

  it.each([
    ['/hubs/a~b/instances/order-1', 2],
    ['/hubs/a~b/instances/a%2Fb', 2],
    ['/hubs/a~b/instances/', 0],
    ['/hubs/a~b/instances', 0],
    ['/hubs/a~b/entities/order-1', 0],
    ['/', 0],
  ])('%s gets %i of the links that only pages of instances need', async (path, count) => {
    const { text } = await request(pageWithPlaces).get(path).set('accept', html).expect(200);
    expect(text.match(/data-for/g) ?? []).toHaveLength(count);
    expect(text).toContain('<script src="all.js"></script>');
    expect(text).toContain('<body>');
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
    '/..%255c..%255csecret.txt',
    '/%252e%252e/secret.txt',
    '/assets/..%252f..%252fsecret.txt',
    '/..%c0%afsecret.txt',
    '/secret.txt%00.js',
    '/assets/main-abc123.js%00/../../../secret.txt',
    '//../secret.txt',
    '/assets//../../secret.txt',
    '/.env',
    '/C:%5csecret.txt',
  ])('nothing outside its folder is served: %s', async (path) => {
    const server = await listenForTest(app);
    // Not `fetch`, which tidies addresses up.
    const { status, text } = await getRaw(server.url, path);
    expect(text).not.toContain('top secret');
    expect([400, 403, 404]).toContain(status);
    await server.close();
  });
});
