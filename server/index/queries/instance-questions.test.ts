import { describe, expect, it } from 'vitest';
import { at, makeInstanceRow, makeInstanceRows } from '../../../shared/testing/instances.ts';
import { askedRows } from '../../testing/asked-rows.ts';
import { systemClock } from '../clock.ts';
import { InstanceQuestions } from './instance-questions.ts';
import type { ReadTransaction, RowSource } from './row-source.ts';

const byId = { q: '', sort: 'instanceId', order: 'asc' } as const;

function ended(seconds: number, name = 'Order') {
  return makeInstanceRow({
    instanceId: `${name}-${seconds}`,
    name,
    runtimeStatus: 'Completed',
    createdAt: at(0),
    completedAt: at(seconds),
  });
}

describe('list', () => {
  it('refuses a filter that is not understood, and says where', async () => {
    const { questions } = await askedRows([]);
    await expect(questions.list({ ...byId, q: 'name:a status:flying', limit: 5 })).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('at character 15: status') as string,
    });
  });

  it('refuses the cursor of another question', async () => {
    const { questions } = await askedRows(makeInstanceRows(10));
    const { nextCursor } = await questions.list({ ...byId, limit: 5 });
    const other = { ...byId, q: 'status:running', limit: 5, cursor: nextCursor ?? '' };
    await expect(questions.list(other)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('finds a value inside the custom status however the way to it is written', async () => {
    const statuses = ['{"step":"x"}', '{"st\\u0065p":"x"}', '[{"step":"x"}]', '{"stop":"x"}', '"step x'];
    const rows = statuses.map((customStatus, i) =>
      makeInstanceRow({ instanceId: `order-${i}`, customStatus }),
    );
    const { questions } = await askedRows(rows);
    const find = async (q: string) => {
      const { rows: found } = await questions.list({ ...byId, q, limit: 10 });
      return found.map(({ instanceId }) => instanceId);
    };
    expect(await find('custom.step:x')).toEqual(['order-0', 'order-1']);
    expect(await find('custom.0.step:x')).toEqual(['order-2']);
    expect(await find('-custom.step:x')).toEqual(['order-2', 'order-3', 'order-4']);
  });

  it('shows and counts what was filled into rows that it showed before', async () => {
    const child = makeInstanceRow({ instanceId: 'child', parentExecutionId: 'e'.repeat(32) });
    const parent = makeInstanceRow({ instanceId: 'parent', executionId: 'e'.repeat(32) });
    const { store, questions } = await askedRows([child, parent]);
    const children = { ...byId, q: 'parent:parent', limit: 5 };
    expect(await questions.list(children)).toMatchObject({ total: 0, rows: [] });
    expect((await questions.list({ ...byId, limit: 5 })).rows[0]).toMatchObject({ parentInstanceId: null });
    await store.linkParents();
    const { rows } = await questions.list({ ...byId, limit: 5 });
    expect(rows[0]).toMatchObject({ instanceId: 'child', parentInstanceId: 'parent' });
    expect(await questions.list(children)).toMatchObject({ total: 1, rows: [rows[0]] });
  });

  it('goes on with the rows there are when the first page’s moment is gone', async () => {
    const { store, questions } = await askedRows(makeInstanceRows(10));
    const { nextCursor } = await questions.list({ ...byId, limit: 5 });
    await store.upsert([makeInstanceRow({ instanceId: 'zebra' })]);
    const forgetful: RowSource = {
      get revision() {
        return store.revision;
      },
      rowCount: store.rowCount,
      rewrites: 0,
      hold: (revision) => revision === store.revision,
      within: (read) => store.within(read),
      begin: () => store.begin(),
    };
    const later = new InstanceQuestions(forgetful, systemClock);
    const { rows } = await later.list({ ...byId, limit: 100, cursor: nextCursor ?? '' });
    expect(rows.at(-1)?.instanceId).toBe('zebra');
  });
});

describe('snapshot', () => {
  async function counted() {
    const { store } = await askedRows(makeInstanceRows(50));
    let open = 0;
    const rows: RowSource = {
      revision: store.revision,
      rowCount: store.rowCount,
      rewrites: 0,
      hold: () => true,
      within: (read) => store.within(read),
      async begin(): Promise<ReadTransaction> {
        const transaction = await store.begin();
        open += 1;
        return { ask: transaction.ask, close: () => (transaction.close(), (open -= 1)) };
      },
    };
    const { pages } = await new InstanceQuestions(rows, systemClock).snapshot(byId);
    return { pages, store, openTransactions: () => open };
  }

  it('shows one moment, whatever happens while it is read', async () => {
    const { pages, store } = await counted();
    await store.remove('order-000000');
    for await (const page of pages) expect(page).toHaveLength(50);
  });

  it('lets go of the rows at its end and when it is left early', async () => {
    const whole = await counted();
    for await (const page of whole.pages) expect(page.length).toBeGreaterThan(0);
    expect(whole.openTransactions()).toBe(0);
    const left = await counted();
    for await (const page of left.pages) if (page.length > 0) break;
    expect(left.openTransactions()).toBe(0);
  });
});

describe('throughput', () => {
  const window = { q: '', from: at(0), to: at(2), steps: 4, names: 5 };

  it('tells of the window before as a whole', async () => {
    const { questions } = await askedRows([ended(0.5), ended(1, 'Mail'), ended(2), ended(2.5, 'Mail')]);
    const { all, byName, previous } = await questions.throughput({ ...window, from: at(2), to: at(4) });
    expect(previous?.totals).toEqual({ started: 4, completed: 2, failed: 0, terminated: 0 });
    expect(previous?.latency).toEqual({ p50Ms: 750, p95Ms: 975, p99Ms: 995, count: 2 });
    expect(all.totals).toEqual({ started: 0, completed: 2, failed: 0, terminated: 0 });
    expect(byName.map(({ name, latency }) => [name, latency?.p50Ms])).toEqual([
      ['Mail', 2500],
      ['Order', 2000],
    ]);
  });

  it('tells of the window before also when nothing can be known of the window', async () => {
    const { questions } = await askedRows([ended(0.5)]);
    const [from, to] = ['2090-01-01T00:00:00.0000000Z', '2091-01-01T00:00:00.0000000Z'];
    const { all, byName, previous } = await questions.throughput({ ...window, from, to });
    expect([all.steps, all.totals.completed, byName]).toEqual([[], 0, []]);
    expect(previous).toEqual({
      totals: { started: 0, completed: 0, failed: 0, terminated: 0 },
      latency: null,
    });
  });

  it('tells percentiles exactly, in each step and for each name', async () => {
    const { questions } = await askedRows([ended(0.25), ended(0.75), ended(1.25), ended(1.5, 'Mail')]);
    const { all, byName, stepMs } = await questions.throughput(window);
    expect(stepMs).toBe(500);
    expect(all.latency).toMatchObject({ p50Ms: 1000, count: 4 });
    expect(all.steps.map(({ completed }) => completed)).toEqual([1, 1, 1, 1]);
    expect(byName.map(({ name, latency }) => [name, latency?.p50Ms])).toEqual([
      ['Order', 750],
      ['Mail', 1500],
    ]);
  });

  it('says nothing of the time before the oldest instance', async () => {
    const { questions } = await askedRows([ended(1)]);
    const { all, from, previous, oldest } = await questions.throughput({ ...window, from: at(-2), steps: 8 });
    expect([from, oldest, previous]).toEqual([at(0), at(0), null]);
    expect(all.steps).toHaveLength(4);
  });
});

describe('values', () => {
  it('completes ids that begin with the text before those that contain it', async () => {
    const rows = ['an-order', 'order-2', 'Order-1', 'mail'].map((instanceId) =>
      makeInstanceRow({ instanceId }),
    );
    const { questions } = await askedRows(rows);
    const { values } = await questions.values({ field: 'id', contains: 'order', limit: 10 });
    expect(values.map(({ value }) => value)).toEqual(['Order-1', 'order-2', 'an-order']);
  });

  it('names the most frequent first, and failures in words', async () => {
    const failure = { errorType: 'E', message: 'broken', failingFunction: null, fingerprint: 'f1' };
    const rows = ['A', 'b', 'b'].map((name, i) =>
      makeInstanceRow({ instanceId: String(i), name, failure, tags: { [name]: '1' } }),
    );
    const { questions } = await askedRows(rows);
    const valuesOf = async (field: 'name' | 'tag' | 'failure') =>
      (await questions.values({ field, contains: '', limit: 10 })).values;
    expect(await valuesOf('name')).toMatchObject([
      { value: 'b', count: 2 },
      { value: 'A', count: 1 },
    ]);
    expect(await valuesOf('tag')).toMatchObject([
      { value: 'b', count: 2 },
      { value: 'A', count: 1 },
    ]);
    expect(await valuesOf('failure')).toEqual([{ value: 'f1', label: 'E: broken', count: 3 }]);
  });
});
