import { afterAll, beforeAll, expect, it } from 'vitest';
import { listFailures } from '../../../shared/contract/failures.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { errorOf, startTestApp, type TestApp } from '../../testing/test-app.ts';

const path = '/api/hubs/memory~TestHub/failures';
let server: TestApp;
beforeAll(async () => {
  server = await startTestApp(new MemoryTaskHub());
  const { index } = await server.hub('memory~TestHub');
  for (const [instanceId, errorType] of [
    ['a', 'Timeout'],
    ['b', 'Timeout'],
    ['c', 'Refused'],
  ] as const) {
    const failure = { errorType, message: errorType, failingFunction: null, fingerprint: errorType };
    await index.apply(makeInstanceRow({ instanceId, runtimeStatus: 'Failed', failure, rowVersion: at(10) }));
  }
});
afterAll(() => server.close());

async function read(query = '') {
  return listFailures.result.parse((await server.get(`${path}${query}`).expect(200)).body);
}

it('are grouped by what went wrong', async () => {
  const { groups, distinct, total } = await read('?order=count');
  expect(groups.map(({ errorType, count }) => [errorType, count])).toEqual([
    ['Timeout', 2],
    ['Refused', 1],
  ]);
  expect([distinct, total]).toEqual([2, 3]);
});

it('of those that match', async () => {
  expect(await read('?q=id%3Ac')).toMatchObject({ groups: [{ errorType: 'Refused' }], total: 1 });
});

it.each([
  ['?order=random', 'query.order'],
  ['?limit=0', 'query.limit'],
  ['?q=status%3Asleeping', 'status'],
])('%s is refused by name', async (query, word) => {
  expect(errorOf(await server.get(`${path}${query}`).expect(400)).message).toContain(word);
});
