import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, makeInstanceRow, makeInstanceRows } from '../../shared/testing/instances.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { RowStore } from './row-store.ts';
import { openMemoryStore } from './store-file.ts';

let clock: ManualClock;
let store: RowStore;

beforeEach(async () => {
  clock = new ManualClock();
  store = await RowStore.open(await openMemoryStore(), clock);
});

afterEach(() => store.close());

function ask(sql: string) {
  return store.within((read) => read({ sql, values: {} }));
}

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly parent: string | null;
  readonly failure: string | null;
}

async function rowsAt(revision: number): Promise<Seen[]> {
  const rows = await ask(`SELECT instance_id AS id, runtime_status AS status, parent_instance_id AS parent,
    failure_message AS failure FROM instances
    WHERE since_revision <= ${revision} AND (until_revision IS NULL OR until_revision > ${revision})
    ORDER BY instance_id`);
  return rows as unknown as Seen[];
}

function rowsNow(): Promise<Seen[]> {
  return rowsAt(store.revision);
}

async function idsNow(): Promise<string[]> {
  return (await rowsNow()).map(({ id }) => id);
}

async function storedVersions(): Promise<number> {
  const [row] = await ask('SELECT count(*)::INTEGER AS versions FROM instances');
  return Number(row?.versions);
}

async function usedBytes(): Promise<number> {
  const [row] = await ask('SELECT sum(memory_usage_bytes)::DOUBLE AS bytes FROM duckdb_memory()');
  return Number(row?.bytes);
}

const older = makeInstanceRow({ rowVersion: at(1), runtimeStatus: 'Running' });
const newer = makeInstanceRow({ rowVersion: at(1.0000001), runtimeStatus: 'Completed' });

describe('row store', () => {
  it('lets a newer version replace an older one and never the reverse', async () => {
    expect(await store.upsert([older])).toBe(1);
    expect(await store.upsert([newer])).toBe(1);
    expect(await store.upsert([older])).toBe(0);
    expect(await rowsNow()).toMatchObject([{ status: 'Completed' }]);
    expect(store.rowCount).toBe(1);
  });

  it('keeps the newest of several versions that come together', async () => {
    await store.upsert([older, newer, older]);
    expect(await rowsNow()).toMatchObject([{ status: 'Completed' }]);
  });

  it.each([3, 500])(
    'replaces rows of any id and keeps their parents, of %i that come together',
    async (count) => {
      const rows = makeInstanceRows(count).map((row, i) => ({
        ...row,
        instanceId: ["a'b", 'a\0b', 'ä😀'][i] ?? row.instanceId,
        rowVersion: at(1),
      }));
      await store.upsert(rows);
      await store.setParent('a\0b', 'parent');
      const later = rows.map((row) => ({
        ...row,
        runtimeStatus: 'Failed' as const,
        failure: null,
        rowVersion: at(2),
      }));
      expect(await store.upsert(later)).toBe(count);
      expect(store.rowCount).toBe(count);
      expect(store.unreadFailures).toBe(count);
      const seen = await rowsNow();
      expect(seen).toHaveLength(count);
      expect(seen.filter(({ parent }) => parent === 'parent')).toMatchObject([
        { id: 'a\0b', status: 'Failed' },
      ]);
      await store.upsert([{ ...rows[1]!, generation: 1, rowVersion: at(3) }]);
      expect((await rowsNow()).find(({ id }) => id === 'a\0b')).toMatchObject({ parent: null });
    },
  );

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
    expect(await store.markPresent(['a'])).toEqual([]);
    expect(await store.markPresent(["c'%", 'unknown', 'd'])).toEqual(['unknown', 'd']);
    expect(await store.removeAbsent(() => ['d\0'])).toBe(2);
    expect(await idsNow()).toEqual(['a', "c'%", 'd\0']);
    expect(store.rowCount).toBe(3);
  });

  it('forgets a roll call that was given up', async () => {
    await store.upsert([makeInstanceRow({ instanceId: 'a' }), makeInstanceRow({ instanceId: 'b' })]);
    await store.beginRollCall();
    await store.markPresent(['a']);
    await store.beginRollCall();
    await store.markPresent(['b']);
    await store.removeAbsent(() => []);
    expect(await idsNow()).toEqual(['b']);
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
    while (progress.isWriting) counts.add((await rowsNow()).length);
    await writing;
    expect(counts).toEqual(new Set([900]));
  });

  it('does not grow while the same rows are written again and again', async () => {
    const rows = makeInstanceRows(1000);
    const write = async (fromRound: number) => {
      for (let round = fromRound; round < fromRound + 60; round++) {
        clock.advance(10_000);
        await store.upsert(rows.map((row) => ({ ...row, rowVersion: at(1000 + round) })));
      }
      return usedBytes();
    };
    const settled = await write(0);
    await write(60);
    expect(await write(120)).toBeLessThan(settled * 1.5);
  });

  it('reaches nothing outside itself', async () => {
    const attempt = ask("SELECT * FROM read_text('/etc/hostname')");
    await expect(attempt).rejects.toMatchObject({ code: 'internal' });
  });

  it('finishes what is under way when closed and refuses what comes after', async () => {
    const writing = store.upsert(makeInstanceRows(3000));
    const reading = rowsNow();
    await store.close();
    expect(await writing).toBe(3000);
    await expect(reading).resolves.toBeDefined();
    await expect(store.upsert([older])).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(rowsNow()).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('gives its memory back when closed', async () => {
    const rows = makeInstanceRows(20_000);
    const cycle = async () => {
      const other = await RowStore.open(await openMemoryStore());
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

describe('versions of rows', () => {
  it('show the rows of a past moment while it is kept', async () => {
    await store.upsert([older, makeInstanceRow({ instanceId: 'gone' })]);
    const { revision } = store;
    await store.upsert([newer]);
    await store.remove('gone');
    await store.upsert([makeInstanceRow({ instanceId: 'later' })]);
    expect(store.hold(revision)).toBe(true);
    expect(await rowsAt(revision)).toMatchObject([
      { id: 'gone', status: 'Running' },
      { id: 'order-1001', status: 'Running' },
    ]);
    expect(await rowsNow()).toMatchObject([{ id: 'later' }, { id: 'order-1001', status: 'Completed' }]);
  });

  it('go after two minutes, unless somebody holds them', async () => {
    await store.upsert([older]);
    const { revision } = store;
    await store.upsert([newer]);
    clock.advance(100_000);
    expect(store.hold(revision)).toBe(true);
    clock.advance(100_000);
    await store.upsert([makeInstanceRow({ instanceId: 'x' })]);
    expect(await storedVersions()).toBe(3);
    expect(store.hold(revision)).toBe(true);
    clock.advance(121_000);
    await store.upsert([makeInstanceRow({ instanceId: 'y' })]);
    expect(store.hold(revision)).toBe(false);
    expect(await storedVersions()).toBe(3);
    expect(await idsNow()).toEqual(['order-1001', 'x', 'y']);
  });

  it('go at once when too many rows are replaced, held or not', async () => {
    const rows = makeInstanceRows(30_000);
    await store.upsert(rows);
    const { revision } = store;
    for (const round of [1, 2]) {
      expect(store.hold(revision)).toBe(true);
      await store.upsert(rows.map((row) => ({ ...row, rowVersion: at(1000 + round) })));
    }
    expect(store.hold(revision)).toBe(false);
    expect(await storedVersions()).toBe(60_000);
    expect(store.rowCount).toBe(30_000);
  });

  it('are numbered on from the clock, so that none is taken for one of an earlier store', async () => {
    await store.upsert([older]);
    clock.advance(1000);
    const next = await RowStore.open(await openMemoryStore(), clock);
    expect(next.revision).toBeGreaterThan(store.revision);
    expect(next.hold(store.revision)).toBe(false);
    await next.close();
  });
});

describe('failures', () => {
  const failed = makeInstanceRow({ instanceId: 'f', runtimeStatus: 'Failed', rowVersion: at(5) });
  const failure = { errorType: 'E', message: 'It broke.', failingFunction: 'Pay', fingerprint: 'e1' };

  it('are unread until they are set for the very version of the row', async () => {
    await store.upsert([failed, newer]);
    expect(store.unreadFailures).toBe(1);
    expect(await store.setFailures([{ instanceId: 'f', rowVersion: at(4), failure }])).toBe(0);
    expect(await store.setFailures([{ instanceId: 'f', rowVersion: at(5), failure }])).toBe(1);
    expect(store.unreadFailures).toBe(0);
    expect((await rowsNow())[0]).toMatchObject({ id: 'f', failure: 'It broke.' });
    await store.upsert([failed]);
    expect(store.unreadFailures).toBe(0);
  });

  it('are filled into the rows where they are when they are many', async () => {
    const many = makeInstanceRows(100).map((row) => ({
      ...row,
      runtimeStatus: 'Failed' as const,
      failure: null,
    }));
    await store.upsert(many);
    const { revision } = store;
    const read = many.map(({ instanceId, rowVersion }) => ({ instanceId, rowVersion, failure }));
    const [first] = read;
    expect(
      await store.setFailures([...read.slice(1), { instanceId: 'unknown', rowVersion: at(5), failure }]),
    ).toBe(99);
    expect(store.unreadFailures).toBe(1);
    expect(await storedVersions()).toBe(100);
    expect((await rowsNow()).filter((row) => row.failure === 'It broke.')).toHaveLength(99);
    expect((await rowsNow()).find(({ id }) => id === first?.instanceId)?.failure).toBeNull();
    expect(store.revision).toBeGreaterThan(revision);
    expect(store.hold(revision)).toBe(false);
    expect(store.hold(store.revision)).toBe(true);
  });

  it('are unread again when the row changes, and known when it is read in full', async () => {
    await store.upsert([{ ...failed, failure }]);
    expect(store.unreadFailures).toBe(0);
    await store.upsert([{ ...failed, rowVersion: at(6) }]);
    expect(store.unreadFailures).toBe(1);
    expect(await store.upsert([{ ...failed, rowVersion: at(6), failure }])).toBe(1);
    expect(store.unreadFailures).toBe(0);
    await store.upsert([{ ...failed, rowVersion: at(7) }]);
    await store.remove('f');
    expect(store.unreadFailures).toBe(0);
  });
});

describe('parents', () => {
  const parent = makeInstanceRow({ instanceId: 'parent', executionId: 'e'.repeat(32) });
  const child = makeInstanceRow({ instanceId: 'child', parentExecutionId: 'e'.repeat(32) });

  async function parentOf(id: string): Promise<string | null | undefined> {
    return (await rowsNow()).find((row) => row.id === id)?.parent;
  }

  it('are linked by the execution that a child names, whichever came first', async () => {
    await store.upsert([child]);
    expect(await store.linkParents()).toBe(0);
    await store.upsert([parent]);
    expect(await store.linkParents()).toBe(1);
    expect(await parentOf('child')).toBe('parent');
    expect(await parentOf('parent')).toBeNull();
    expect(await store.linkParents()).toBe(0);
  });

  it('make no other versions of rows until these were complete for the first time', async () => {
    await store.upsert([child, parent]);
    const { revision } = store;
    expect(await store.linkParents()).toBe(1);
    expect(await storedVersions()).toBe(2);
    expect(store.hold(revision)).toBe(false);
    await store.storeState({ newest: null, passMs: 0, asOf: at(1) });
    await store.upsert([{ ...child, instanceId: 'late' }]);
    const later = store.revision;
    expect(await store.linkParents()).toBe(1);
    expect(await storedVersions()).toBe(4);
    expect(store.hold(later)).toBe(true);
    expect((await rowsAt(later)).find(({ id }) => id === 'late')?.parent).toBeNull();
  });

  it('stay known when the row changes, and go when the id is used again', async () => {
    await store.upsert([newer]);
    expect(await store.setParent('order-1001', 'boss')).toBe(1);
    expect(await store.setParent('order-1001', 'boss')).toBe(0);
    await store.upsert([{ ...newer, rowVersion: at(9) }]);
    expect(await parentOf('order-1001')).toBe('boss');
    await store.upsert([{ ...newer, rowVersion: at(10), generation: 1 }]);
    expect(await parentOf('order-1001')).toBeNull();
  });
});
