import { afterEach, expect, it } from 'vitest';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { JobsDriver } from '../../testing/jobs-driver.ts';
import { MemoryConnection } from '../../testing/memory-connection.ts';
import { MemoryTaskHub } from '../../testing/memory-task-hub.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { RowsIndex } from '../../testing/rows-index.ts';
import { startTestAppOn, type TestApp } from '../../testing/test-app.ts';

let hub: MemoryTaskHub;
let server: TestApp;
let jobs: JobsDriver;

async function start(instances: InstanceRow[], options: Parameters<typeof startTestAppOn>[1] = {}) {
  hub = new MemoryTaskHub({ instances });
  server = await startTestAppOn([new MemoryConnection([hub])], options);
  jobs = new JobsDriver(server);
}

afterEach(() => server.close());

function some(count: number, overrides: Parameters<typeof makeInstanceRow>[0]): InstanceRow[] {
  const { runtimeStatus = 'Running' } = overrides ?? {};
  return Array.from({ length: count }, (_, n) =>
    makeInstanceRow({ instanceId: `${runtimeStatus}-${n}`, createdAt: at(n), ...overrides }),
  );
}

it('counts by status, by what would be sent, and by why not', async () => {
  await start([
    ...some(40, { runtimeStatus: 'Running' }),
    ...some(30, { runtimeStatus: 'Completed' }),
    ...some(2, { runtimeStatus: 'Failed' }),
    ...some(3, { runtimeStatus: 'Pending', scheduledStartAt: at(900) }),
  ]);
  const preview = await jobs.preview();
  expect(preview).toMatchObject({ total: 75, allowed: 43, needsForce: [], unknownIds: [] });
  expect(Object.fromEntries(preview.byStatus.map(({ status, count }) => [status, count]))).toEqual({
    Running: 40,
    Completed: 30,
    Failed: 2,
    Pending: 3,
  });
  expect(preview.refused.map(({ reason, count }) => [reason, count])).toEqual([
    ['The instance has ended: it is Completed.', 30],
    ['The instance has ended: it is Failed.', 2],
  ]);
  expect(preview.refused[0]?.sample).toHaveLength(20);
  expect(preview.refused[1]?.sample).toEqual(['Failed-0', 'Failed-1']);
  expect(preview.warnings).toMatchObject([{ count: 3 }]);
  expect(preview.sample).toHaveLength(20);
  expect(preview.coverage.state).toBeDefined();
  expect(hub.sent).toEqual([]);
  expect(hub.calls.getInstance).toBe(0);
});

it('tells what goes only when that is said explicitly, and counts it in when it is', async () => {
  await start([...some(4, { runtimeStatus: 'Running' }), ...some(3, { runtimeStatus: 'Completed' })]);
  const purge = (parameters: object) => ({ command: { name: 'purge', reason: '', parameters } });
  const careful = await jobs.preview(purge({}));
  expect(careful).toMatchObject({ allowed: 3, needsForce: [{ count: 4 }] });
  const forced = await jobs.preview(purge({ isForced: true }));
  expect(forced).toMatchObject({ allowed: 7, needsForce: [], warnings: [{ count: 4 }] });
});

it('of given ids names those that the index does not know', async () => {
  const known = hostileIds.map((instanceId) => makeInstanceRow({ instanceId }));
  await start([...known, ...some(5, {})]);
  const target = { kind: 'ids', instanceIds: [...hostileIds, 'nobody', 'nobody', 'a*'] };
  const preview = await jobs.preview({ target });
  expect(preview.unknownIds).toEqual(['nobody', 'a*']);
  expect(preview.total).toBe(hostileIds.length + 2);
});

it('of ten thousand ids is one question', async () => {
  await start(some(10_000, {}));
  const instanceIds = Array.from({ length: 10_000 }, (_, n) => `Running-${n}`);
  // As many as fit into a request.
  const preview = await jobs.preview({ target: { kind: 'ids', instanceIds } });
  expect(preview).toMatchObject({ total: 10_000, allowed: 10_000, unknownIds: [] });
});

it('goes through 200,000 rows page by page and keeps none of them', async () => {
  const page = some(1_000, { runtimeStatus: 'Completed' });
  const index = new RowsIndex(() => ({
    total: 200_000,
    pages: (function* () {
      for (let n = 0; n < 200; n++) yield page;
    })(),
  }));
  await start([], { openIndex: () => Promise.resolve(index) });
  const preview = await jobs.preview();
  expect(preview).toMatchObject({ total: 200_000, allowed: 0, refused: [{ count: 200_000 }] });
  expect(index.openSnapshots).toBe(0);
});
