import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { at, makeInstanceRow, makeInstanceRows } from '../../shared/testing/instances.ts';
import { listRows } from './queries.ts';
import { RowStore } from './row-store.ts';

let store: RowStore;

beforeEach(async () => {
  store = await RowStore.open();
});

afterEach(() => store.close());

async function stored(): Promise<InstanceRow[]> {
  return (await listRows(store, { sort: 'instanceId', order: 'asc', limit: 1000 })).rows;
}

async function usedBytes(): Promise<number> {
  const [rows = []] = await store.read([
    { sql: 'SELECT sum(memory_usage_bytes)::DOUBLE AS bytes FROM duckdb_memory()', values: {} },
  ]);
  return Number(rows[0]?.bytes);
}

const older = makeInstanceRow({ rowVersion: at(1), runtimeStatus: 'Running' });
const newer = makeInstanceRow({ rowVersion: at(1.0000001), runtimeStatus: 'Completed' });

describe('row store', () => {
  it('lets a newer version replace an older one and never the reverse', async () => {
    expect(await store.upsert([older])).toBe(1);
    expect(await store.upsert([newer])).toBe(1);
    expect(await store.upsert([older])).toBe(0);
    expect(await stored()).toEqual([newer]);
    expect(store.rowCount).toBe(1);
  });

  it('keeps the newest of several versions that come together', async () => {
    await store.upsert([older, newer, older]);
    expect(await stored()).toEqual([newer]);
  });

  it('counts only rows that changed', async () => {
    const rows = makeInstanceRows(5000);
    expect(await store.upsert(rows)).toBe(5000);
    expect(await store.upsert(rows)).toBe(0);
    expect(store.rowCount).toBe(5000);
  });

  it('removes what a roll call did not name, except what it is told to keep', async () => {
    const ids = ['a', 'b', "c'%", 'd\0', 'e'];
    await store.upsert(ids.map((instanceId) => makeInstanceRow({ instanceId })));
    await store.beginRollCall();
    await store.markPresent(['a']);
    await store.markPresent(["c'%", 'unknown']);
    expect(await store.removeAbsent(() => ['d\0'])).toBe(2);
    expect((await stored()).map(({ instanceId }) => instanceId)).toEqual(['a', "c'%", 'd\0']);
    expect(store.rowCount).toBe(3);
  });

  it('forgets a roll call that was given up', async () => {
    await store.upsert([makeInstanceRow({ instanceId: 'a' }), makeInstanceRow({ instanceId: 'b' })]);
    await store.beginRollCall();
    await store.markPresent(['a']);
    await store.beginRollCall();
    await store.markPresent(['b']);
    await store.removeAbsent(() => []);
    expect((await stored()).map(({ instanceId }) => instanceId)).toEqual(['b']);
  });

  it('answers with every row while rows are replaced', async () => {
    const rows = makeInstanceRows(900);
    await store.upsert(rows);
    const progress = { isWriting: true };
    const writing = (async () => {
      for (let round = 0; round < 50; round++) {
        await store.upsert(rows.map((row) => ({ ...row, rowVersion: at(1000 + round) })));
      }
      progress.isWriting = false;
    })();
    const counts = new Set<number>();
    while (progress.isWriting) counts.add((await stored()).length);
    await writing;
    expect(counts).toEqual(new Set([900]));
  });

  it('does not grow while the same rows are written again and again', async () => {
    const rows = makeInstanceRows(1000);
    const write = async (fromRound: number) => {
      for (let round = fromRound; round < fromRound + 60; round++) {
        await store.upsert(rows.map((row) => ({ ...row, rowVersion: at(1000 + round) })));
      }
      return usedBytes();
    };
    const settled = await write(0);
    await write(60);
    expect(await write(120)).toBeLessThan(settled * 1.5);
  });

  it('reaches nothing outside itself', async () => {
    const attempt = store.read([{ sql: "SELECT * FROM read_text('/etc/hostname')", values: {} }]);
    await expect(attempt).rejects.toMatchObject({ code: 'internal' });
  });

  it('finishes what is under way when closed and refuses what comes after', async () => {
    const writing = store.upsert(makeInstanceRows(3000));
    const reading = stored();
    await store.close();
    expect(await writing).toBe(3000);
    await expect(reading).resolves.toBeDefined();
    await expect(store.upsert([older])).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(stored()).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('gives its memory back when closed', async () => {
    const rows = makeInstanceRows(20_000);
    const cycle = async () => {
      const other = await RowStore.open();
      await other.upsert(rows);
      await other.close();
    };
    for (let warmUp = 0; warmUp < 3; warmUp++) await cycle();
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 15; round++) await cycle();
    const grownMb = (process.memoryUsage().rss - before) / 1e6;
    // One such store takes about 10 MB: fifteen kept ones would be far beyond this.
    expect(grownMb).toBeLessThan(75);
  });
});
