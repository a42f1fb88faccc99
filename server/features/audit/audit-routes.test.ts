import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { searchAudit } from '../../../shared/contract/audit.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { compileMasking } from '../../masking/masking-rules.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, instancePath, startTestAppOn, type TestApp } from '../../testing/test-app.ts';

const instances = [
  makeInstanceRow({ instanceId: 'order-1' }),
  makeInstanceRow({ instanceId: 'ended', runtimeStatus: 'Completed' }),
];
const hub = new MemoryTaskHub({ instances });
const other = new MemoryTaskHub({ name: 'OtherHub', instances });
const dataDirectory = mkdtempSync(join(tmpdir(), 'audit-routes-'));
let server: TestApp;

beforeAll(async () => {
  server = await startTestAppOn([new MemoryConnection([hub, other])], {
    dataDirectory,
    masking: compileMasking([{ path: '**.password' }], 'withhold', []) ?? undefined,
  });
});
beforeEach(() => (server.printed.length = 0));
afterAll(async () => {
  await server.close();
  rmSync(dataDirectory, { recursive: true });
});

async function search(query = '', key = 'memory~TestHub') {
  const response = await server.get(`/api/hubs/${key}/audit${query}`).expect(200);
  return searchAudit.result.parse(response.body);
}

it('tells who did what, why, by which request, with what result', async () => {
  const sent = await server
    .write(instancePath('order-1', '/terminate'), { reason: 'out of stock' })
    .expect(202);
  const { entries, isDurable } = await search('?instanceId=order-1&command=terminate');
  expect(isDurable).toBe(true);
  expect(entries).toMatchObject([
    {
      user: { id: 'anybody' },
      hub: 'memory~TestHub',
      instanceId: 'order-1',
      command: 'terminate',
      reason: 'out of stock',
      result: 'accepted',
      requestId: sent.get('x-request-id'),
      receipt: sent.body as object,
      jobId: null,
    },
  ]);
});

it('holds what was refused, with why', async () => {
  const refused = await server.write(instancePath('ended', '/terminate'), { reason: 'late' }).expect(409);
  const { entries } = await search('?instanceId=ended&result=refused');
  expect(entries).toMatchObject([
    { result: 'refused', code: 'action-refused', message: errorOf(refused).message, receipt: null },
  ]);
});

it('holds a broken event without sending it', async () => {
  await server.write(instancePath('order-1', '/raise-event'), { name: 'e', input: '{' }).expect(400);
  const { entries } = await search('?command=raise-event&result=refused');
  expect(entries).toMatchObject([{ code: 'invalid-request', parameters: { name: 'e' } }]);
});

it('masks parameters wherever they are written, and sends them as they are', async () => {
  const input = '{"password":"hunter2","kept":"yes"}';
  hub.sent.length = 0;
  await server.write(instancePath('order-1', '/raise-event'), { name: 'masked', input }).expect(202);
  const text = JSON.stringify(await search('?command=raise-event')) + server.printed.join('\n');
  expect(text).toContain('yes');
  expect(text).not.toContain('hunter2');
  expect(hub.sent).toMatchObject([{ parameters: { input } }]);
});

it('never holds what was done in another task hub', async () => {
  await server
    .write('/api/hubs/memory~OtherHub/instances/order-1/terminate', { reason: 'elsewhere' })
    .expect(202);
  expect((await search('?text=elsewhere')).entries).toEqual([]);
  expect((await search('?text=elsewhere', 'memory~OtherHub')).entries).toHaveLength(1);
});

it.each(['?limit=0', '?command=dance', '?cursor=nonsense', '?from=yesterday', '?userName=ada'])(
  'the query %s is refused',
  async (query) => {
    const response = await server.get(`/api/hubs/memory~TestHub/audit${query}`).expect(400);
    expect(errorOf(response).code).toBe('invalid-request');
  },
);
