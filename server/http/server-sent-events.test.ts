import { connect } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenForTest, type Listening } from '../testing/listening.ts';
import { openEventStream } from './server-sent-events.ts';

interface Subscriber {
  readonly send: (event: unknown) => void;
}

describe('event stream', () => {
  const subscribers = new Set<Subscriber>();
  let server: Listening;

  beforeEach(async () => {
    // Only the heartbeat's timer: the network needs the others.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const app = express();
    app.get('/', (_request, response) => {
      openEventStream(response, (send) => {
        const subscriber = { send };
        subscribers.add(subscriber);
        return () => subscribers.delete(subscriber);
      });
    });
    server = await listenForTest(app);
  });

  afterEach(async () => {
    await server.close();
    vi.useRealTimers();
    subscribers.clear();
  });

  function sendToAll(event: unknown): void {
    for (const { send } of subscribers) send(event);
  }

  async function openStream() {
    const leave = new AbortController();
    const response = await fetch(server.url, { signal: leave.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await expect.poll(() => subscribers.size).toBeGreaterThan(0);
    return { response, leave, read: async () => (await reader.read()).value };
  }

  it('delivers events as they come', async () => {
    const { response, read } = await openStream();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    sendToAll({ rows: 1 });
    expect(await read()).toBe('data: {"rows":1}\n\n');
    sendToAll({ text: 'two\nlines' });
    expect(await read()).toBe('data: {"text":"two\\nlines"}\n\n');
  });

  it('shows that it lives while nothing happens', async () => {
    const { read } = await openStream();
    vi.advanceTimersByTime(15_000);
    expect(await read()).toMatch(/^: /);
  });

  it('ends the subscription when the client leaves', async () => {
    const { leave } = await openStream();
    leave.abort();
    await expect.poll(() => subscribers.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('opens nothing for a HEAD request', async () => {
    const response = await fetch(server.url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(subscribers.size).toBe(0);
  });

  /** A client that asks and then reads nothing. */
  async function openDeafStream() {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => subscribers.size).toBe(1);
    return socket;
  }

  const megabyte = 'x'.repeat(1024 * 1024);

  it('drops a client that takes nothing in', async () => {
    const socket = await openDeafStream();
    for (let i = 0; i < 20; i++) {
      sendToAll(megabyte);
      await new Promise(setImmediate);
    }
    vi.advanceTimersByTime(15_000);
    await expect.poll(() => subscribers.size).toBe(0);
    socket.destroy();
  });

  it('passes a slow client the latest event and none between', async () => {
    const socket = await openDeafStream();
    sendToAll(megabyte.repeat(20));
    for (let i = 0; i < 1000; i++) sendToAll({ number: i });
    let text = '';
    socket.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-200)));
    await expect.poll(() => text, { timeout: 10_000 }).toContain('{"number":999}');
    expect(text).not.toContain('{"number":998}');
    socket.destroy();
  });
});
