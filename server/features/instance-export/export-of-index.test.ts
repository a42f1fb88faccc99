import { afterAll, beforeAll, expect, it } from 'vitest';
import { instanceRow, listInstances } from '../../../shared/contract/instances.ts';
import { makeInstanceRows } from '../../../shared/testing/instances.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const hubPath = '/api/hubs/memory~TestHub';
let server: TestApp;
beforeAll(async () => {
  server = await startTestApp(new MemoryTaskHub({ instances: makeInstanceRows(2_500) }));
});
afterAll(() => server.close());

async function listed(query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await server.get(`${hubPath}/instances?limit=1000&${query}${from}`).expect(200);
    const page = listInstances.result.parse(response.body);
    ids.push(...page.rows.map(({ instanceId }) => instanceId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

it.each(['', 'q=status%3Afailed', 'q=-kind%3Aentity&sort=name&order=asc'])(
  'has the rows of the list in the order of the list, for %j',
  async (query) => {
    const response = await server
      .get(`${hubPath}/instance-export?format=ndjson&${query}`)
      .buffer(true)
      .parse((answer, done) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => done(null, text));
      });
    const ids = String(response.body)
      .trimEnd()
      .split('\n')
      .map((line) => instanceRow.parse(JSON.parse(line)).instanceId);
    expect(ids.length).toBeGreaterThan(100);
    expect(ids).toEqual(await listed(query));
    expect(response.headers['x-total-rows']).toBe(String(ids.length));
  },
);

it('a filter that is not understood is refused by name', async () => {
  await server.get(`${hubPath}/instance-export?format=csv&q=status%3Asleeping`).expect(400);
});
