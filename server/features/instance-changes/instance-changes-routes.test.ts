import { afterEach, beforeEach, expect, it } from 'vitest';
import { instanceChange } from '../../../shared/contract/instance-changes.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { listenForTest, type Listening } from '../../testing/listening.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

let server: TestApp;
let listening: Listening;
beforeEach(async () => {
  const events = [makeHistoryEvent({ ordinal: 0 }), makeHistoryEvent({ ordinal: 1 })];
  const instances = [makeInstanceRow({ instanceId: 'a/b?', runtimeStatus: 'Running' })];
  server = await startTestApp(new MemoryTaskHub({ instances, histories: { 'a/b?': { events } } }));
  listening = await listenForTest(server.app);
});
afterEach(async () => {
  await listening.close();
  await server.close();
});

it('streams what changes of an instance, from the row on that the reader names', async () => {
  const leave = new AbortController();
  const path = instancePath('a/b?', '/changes?after=0000000000000000');
  const response = await fetch(listening.url + path, { signal: leave.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n')) text += (await reader.read()).value ?? '';
  const change = instanceChange.parse(JSON.parse(text.slice('data: '.length, text.indexOf('\n\n'))));
  expect(change.written?.page.events.map(({ ordinal }) => ordinal)).toEqual([1]);
  leave.abort();
});

it.each(['x', '00000000000000ZZ'])('refuses to begin behind %s', async (after) => {
  await server.get(instancePath('a/b?', `/changes?after=${after}`)).expect(400);
});

it('of a hub that does not exist are not found', async () => {
  await server.get('/api/hubs/memory~Nothing/instances/a/changes').expect(404);
});
