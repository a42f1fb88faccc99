import { afterAll, beforeAll, expect, it } from 'vitest';
import { getThroughput } from '../../../shared/contract/throughput.ts';
import { at, makeInstanceRows } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, type TestApp } from '../../testing/test-app.ts';

const path = '/api/hubs/memory~TestHub/throughput';
const window = `from=${at(0)}&to=${at(100)}`;
let server: TestApp;
beforeAll(async () => {
  server = await startTestApp(new MemoryTaskHub({ instances: makeInstanceRows(200) }));
});
afterAll(() => server.close());

it('counts what began in the window, of all and of those that match', async () => {
  const read = async (query: string) =>
    getThroughput.result.parse((await server.get(`${path}?${window}${query}`).expect(200)).body).all.totals;
  const all = await read('');
  expect(all.started).toBeGreaterThan(0);
  const failed = await read('&q=status%3Afailed');
  expect(failed.started).toBeLessThan(all.started);
});

it.each([
  ['', 'query.from'],
  [`from=yesterday&to=${at(1)}`, 'query.from'],
  [`${window}&steps=0`, 'query.steps'],
  [`${window}&names=21`, 'query.names'],
])('%s is refused by name', async (query, field) => {
  expect(errorOf(await server.get(`${path}?${query}`).expect(400)).message).toContain(field);
});

it('of a hub nobody has is not found', async () => {
  await server.get(`/api/hubs/memory~Nothing/throughput?${window}`).expect(404);
});
