import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { makePayload } from '../../../shared/testing/payloads.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const ref = 'event/0000000000000003/Input & more?';
const hub = new MemoryTaskHub({
  payloads: Object.fromEntries(hostileIds.map((id) => [id, { [ref]: '"ünicode"' }])),
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

const path = (id: string, query: string) => instancePath(id, `/payload?${query}`);
const refQuery = `ref=${encodeURIComponent(ref)}`;

it.each(hostileIds)('payload of %j is read by its id', async (id) => {
  await server.get(path(id, refQuery)).expect(200, makePayload('"ünicode"'));
});

it('is cut where the reader asked', async () => {
  await server
    .get(path('Case', `${refQuery}&maxChars=3`))
    .expect(200, makePayload('"ün', { sizeBytes: 10, isTruncated: true }));
});

it('that is not there is not found', async () => {
  expect(errorOf(await server.get(path('Case', 'ref=other')).expect(404)).code).toBe('not-found');
});

it.each(['', 'ref=', `${refQuery}&maxChars=0`, `${refQuery}&maxChars=50000001`])(
  'the query %j is refused',
  async (query) => {
    expect(errorOf(await server.get(path('Case', query)).expect(400)).code).toBe('invalid-request');
  },
);
