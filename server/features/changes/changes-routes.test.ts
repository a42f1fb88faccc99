import express from 'express';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hubChange, type HubChange } from '../../../shared/contract/hub-changes.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { changesRoutes } from './changes-routes.ts';

let server: TestApp;
let listening: Listening;
beforeEach(async () => {
  server = await startTestApp(new MemoryTaskHub({ instances: [makeInstanceRow()] }));
  listening = await listenForTest(server.app);
});
afterEach(async () => {
  await listening.close();
  await server.close();
});

const path = '/api/hubs/memory~TestHub/changes';

async function openChanges() {
  const leave = new AbortController();
  const response = await fetch(listening.url + path, { signal: leave.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function next(): Promise<HubChange> {
    while (!text.includes('\n\n')) text += (await reader.read()).value ?? '';
    const [event = '', ...rest] = text.split('\n\n');
    text = rest.join('\n\n');
    return event.startsWith('data: ') ? hubChange.parse(JSON.parse(event.slice(6))) : next();
  }
  return { response, leave, next };
}

it('tells at once what is known, then what changed', async () => {
  const { response, next } = await openChanges();
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-encoding')).toBeNull();
  expect((await next()).coverage.rows).toBe(1);

  const { index } = await server.hub('memory~TestHub');
  await index.apply(makeInstanceRow({ instanceId: 'new' }));
  let change = await next();
  while (change.coverage.rows < 2) change = await next();
  expect(change.coverage.rows).toBe(2);
});

it('says now and then how fresh the index is, under an unchanged revision', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { next, leave } = await openChanges();
  const first = await next();
  vi.advanceTimersByTime(5_000);
  expect((await next()).revision).toBe(first.revision);
  const { index } = await server.hub('memory~TestHub');
  await index.apply(makeInstanceRow({ instanceId: 'new' }));
  expect((await next()).revision).toBeGreaterThan(first.revision);
  leave.abort();
  vi.useRealTimers();
});

it('says how fresh the index is only where no change has told it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { next, leave } = await openChanges();
  await next();
  const { index } = await server.hub('memory~TestHub');
  vi.advanceTimersByTime(3_000);
  await index.apply(makeInstanceRow({ instanceId: 'new' }));
  while ((await next()).coverage.rows < 2);
  const latestChange = vi.spyOn(index, 'latestChange');
  vi.advanceTimersByTime(4_999);
  expect(latestChange).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(latestChange).toHaveBeenCalledOnce();
  leave.abort();
  vi.useRealTimers();
});

it('stops watching when the browser leaves', async () => {
  const { index } = await server.hub('memory~TestHub');
  const watch = index.watch.bind(index);
  let watchers = 0;
  index.watch = (listener) => {
    const unwatch = watch(listener);
    watchers += 1;
    return () => {
      watchers -= 1;
      unwatch();
    };
  };
  const first = await openChanges();
  const second = await openChanges();
  await Promise.all([first.next(), second.next()]);
  expect(watchers).toBe(2);
  first.leave.abort();
  await expect.poll(() => watchers).toBe(1);
  second.leave.abort();
  await expect.poll(() => watchers).toBe(0);
});

it('keeps queues sampled until the browser leaves', async () => {
  const { queues } = await server.hub('memory~TestHub');
  const keepSampling = queues.keepSampling.bind(queues);
  let keepers = 0;
  queues.keepSampling = () => {
    const stop = keepSampling();
    keepers += 1;
    return () => {
      keepers -= 1;
      stop();
    };
  };
  const { leave, next } = await openChanges();
  await next();
  expect(keepers).toBe(1);
  leave.abort();
  await expect.poll(() => keepers).toBe(0);
});

it('ends when the hub is another one by now, or none', async () => {
  const first = await server.hub('memory~TestHub');
  let find: () => Promise<OpenHub>;
  const alone = await listenForTest(express().use(changesRoutes({ find: () => find() })));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  for (const findLater of [
    () => Promise.resolve({ ...first }),
    () => Promise.reject<OpenHub>(new Error('gone')),
  ]) {
    find = () => Promise.resolve(first);
    const response = await fetch(alone.url + path);
    vi.advanceTimersByTime(5_000);
    find = findLater;
    vi.advanceTimersByTime(5_000);
    expect(await response.text()).toContain('data: ');
  }
  vi.useRealTimers();
  await alone.close();
});

it('of a hub that does not exist are not found', async () => {
  const response = await fetch(`${listening.url}/api/hubs/memory~Nothing/changes`);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('application/json');
});
