import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { sendParts } from '../features/history/send-parts.ts';
import { listenForTest, type Listening } from '../testing/listening.ts';
import { compressed } from './compression.ts';
import { sendFile } from './file-download.ts';
import { cutOffSlowReaders } from './slow-readers.ts';

const waitMs = 200;
let server: Listening;
let open: Socket | undefined;
afterEach(async () => {
  open?.destroy();
  await server.close();
});

async function serve(parts: () => AsyncGenerator<string, undefined, undefined>): Promise<void> {
  const app = express();
  app.use(cutOffSlowReaders(waitMs), compressed);
  app.get('/file', (_request, response) => sendFile(parts(), response, { 'content-type': 'text/plain' }));
  app.get('/stream', (_request, response) =>
    sendParts(response, { 'content-type': 'application/x-ndjson' }, () => parts()),
  );
  server = await listenForTest(app);
}

/** Asks, and never reads a byte of the answer. */
async function askDeaf(path: string, headers: string): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
  return socket;
}

it.each([
  ['/file', ''],
  ['/stream', ''],
  ['/file', 'Accept-Encoding: gzip\r\n'],
  ['/stream', 'Accept-Encoding: gzip\r\n'],
])(
  'whoever takes nothing in of %s (%j) is cut off, and what was read for it is let go',
  async (path, headers) => {
    let sent = 0;
    let isLetGo = false;
    await serve(async function* () {
      try {
        for (;;) {
          sent += 1;
          // Nothing that a compressor makes small.
          yield await Promise.resolve(Array.from({ length: 4000 }, () => Math.random()).join());
        }
      } finally {
        isLetGo = true;
      }
    });
    open = await askDeaf(path, headers);
    await expect.poll(() => isLetGo, { timeout: 20_000 }).toBe(true);
    const sentBytes = sent * 70_000;
    expect(sentBytes).toBeLessThan(200_000_000);
  },
);

it('an answer that the server is slow with goes on', async () => {
  await serve(async function* () {
    yield 'first,';
    await delay(3 * waitMs);
    yield 'last';
    return undefined;
  });
  expect(await (await fetch(`${server.url}/stream`)).text()).toBe('first,last');
  expect(await (await fetch(`${server.url}/file`)).text()).toBe('first,last');
});
