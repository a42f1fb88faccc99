import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { RowStore } from './row-store.ts';
import type { StoreDatabase } from './store-database.ts';
import { openMemoryStore } from './store-file.ts';

const groupRows = 500;
let database: StoreDatabase;
let store: RowStore;

beforeEach(async () => {
  database = await openMemoryStore();
  store = await RowStore.open(database, new ManualClock());
});

afterEach(() => store.close());

function ask(sql: string) {
  return store.within((read) => read({ sql, values: {} }));
}

async function idsAt(revision: number): Promise<string> {
  const [row] = await ask(`SELECT string_agg(instance_id || runtime_status, ' ' ORDER BY instance_id) AS ids
    FROM instances WHERE since_revision <= ${revision} AND (until_revision IS NULL OR until_revision > ${revision})`);
  return String(row?.['ids']);
}

/** How much of the whole time an average group of rows lying together covers. */
async function averageWidth(): Promise<number> {
  const [row] =
    await ask(`SELECT avg(width) / (SELECT max(created_at) - min(created_at) FROM instances) AS width
    FROM (SELECT max(created_at) - min(created_at) AS width FROM instances GROUP BY rowid // ${groupRows})`);
  return Number(row?.['width']);
}

/** Their times are in another order than they come. */
const rows: readonly InstanceRow[] = Array.from({ length: 4000 }, (_, i) =>
  makeInstanceRow({
    instanceId: `i${i}`,
    createdAt: i % 100 === 0 ? null : at((i * 1009) % 4000),
    rowVersion: at(4000 + i),
    runtimeStatus: i % 2 === 0 ? 'Failed' : 'Running',
  }),
);

function changed(row: InstanceRow | undefined): InstanceRow {
  return makeInstanceRow({ ...row, runtimeStatus: 'Terminated', rowVersion: at(9000) });
}

const failure = { errorType: null, message: 'no', failingFunction: null, fingerprint: 'no' };

describe('order of rows', () => {
  it('is by time of creation afterwards, and the rows are the same', async () => {
    await store.upsert(rows);
    const before = await idsAt(store.revision);
    expect(await averageWidth()).toBeGreaterThan(0.9);
    await store.putInOrder(groupRows);
    expect(await averageWidth()).toBeLessThan(0.35);
    expect(await idsAt(store.revision)).toBe(before);
    expect(await store.upsert(rows)).toBe(0);
    expect(await store.upsert(rows.slice(0, 3).map(changed))).toBe(3);
  });

  it('takes in what changes meanwhile, and keeps what was before', async () => {
    await store.upsert(rows);
    const [revision, before] = [store.revision, await idsAt(store.revision)];
    const ordered = store.putInOrder(groupRows);
    await store.upsert([changed(rows[5]), makeInstanceRow({ instanceId: 'another', rowVersion: at(1) })]);
    await store.remove('i7');
    await store.upsert([changed(rows[3999])]);
    await store.setParent('i8', 'i9');
    await ordered;
    expect(await averageWidth()).toBeLessThan(0.35);
    expect(await idsAt(revision)).toBe(before);
    const expected = before
      .replace('i5Running', 'i5Terminated')
      .replace(' i7Running', '')
      .replace('i3999Running', 'i3999Terminated');
    expect(await idsAt(store.revision)).toBe(`anotherRunning ${expected}`);
    expect(await ask("SELECT parent_instance_id AS parent FROM instances WHERE instance_id = 'i8'")).toEqual([
      { parent: null },
      { parent: 'i9' },
    ]);
  });

  it('is given up for rows that are filled in meanwhile', async () => {
    await store.upsert(rows);
    const ordered = store.putInOrder(groupRows);
    const failed = rows.filter(({ runtimeStatus }) => runtimeStatus === 'Failed');
    await store.setFailures(
      failed.map(({ instanceId, rowVersion }) => ({ instanceId, rowVersion, failure })),
    );
    await ordered;
    expect(
      await ask('SELECT count(*)::INTEGER AS count FROM instances WHERE fingerprint IS NOT NULL'),
    ).toEqual([{ count: failed.length }]);
    await store.putInOrder(groupRows);
    expect(await averageWidth()).toBeLessThan(0.35);
  });

  it('does not reach those who have been reading since before', async () => {
    await store.upsert(rows);
    const reading = await store.begin();
    const count = { sql: 'SELECT count(*)::INTEGER AS count FROM instances', values: {} };
    expect(await reading.ask(count)).toEqual([{ count: rows.length }]);
    await store.putInOrder(groupRows);
    await store.remove('i1');
    expect(await reading.ask(count)).toEqual([{ count: rows.length }]);
    reading.close();
  });

  it('leaves nothing behind when the process ends before it', async () => {
    await database.write((writer) => writer.run('CREATE TABLE instances_in_order (a INTEGER)'));
    await RowStore.open(database);
    expect(await ask("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%order%'")).toEqual([]);
  });
});
