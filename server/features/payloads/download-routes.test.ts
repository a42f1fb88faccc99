import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestApp, type TestApp } from '../../testing/test-app.ts';

const html = '<script>alert(1)</script>ü\u202E';
const hub = new MemoryTaskHub({
  payloads: Object.fromEntries(hostileIds.map((id) => [id, { 'instance:Input': html }])),
});
let server: TestApp;
beforeAll(async () => (server = await startTestApp(hub)));
afterAll(() => server.close());

const path = (id: string, query: string) => instancePath(id, `/payload/download?${query}`);

it.each(hostileIds)('the whole text of %j is a file of plain text', async (id) => {
  const response = await server
    .get(path(id, `ref=instance:Input&what=${encodeURIComponent('"; filename="evil.html')}`))
    .expect(200);
  expect(response.text).toBe(html);
  expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(response.headers['x-content-type-options']).toBe('nosniff');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+\.txt"$/);
});

it('what is not there is an answer that says so', async () => {
  const response = await server.get(path('Case', 'ref=instance:Output')).expect(404);
  expect(errorOf(response).code).toBe('not-found');
  expect(response.headers['content-disposition']).toBeUndefined();
});

it.each(['', 'ref=', 'ref=a&other=b'])('the query %j is refused', async (query) => {
  expect(errorOf(await server.get(path('Case', query)).expect(400)).code).toBe('invalid-request');
});
