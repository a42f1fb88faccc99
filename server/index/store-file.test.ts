import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, makeInstanceRow, makeInstanceRows } from '../../shared/testing/instances.ts';
import type { InstanceIndex } from '../task-hub/instance-index.ts';
import { IndexDriver } from '../testing/index-driver.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryTaskHub } from '../testing/memory-task-hub.ts';
import { openInstanceIndex } from './instance-index.ts';
import { storeFileName } from './store-file.ts';

const fast = { interval: 2, timeout: 10_000 };
const account = 'test account';
/** Three headers, then blocks that each have a checksum. */
const blocksBeginAt = 12_288;
const blockBytes = 262_144;
const fileName = storeFileName(`${account} memory~TestHub`);

let directory: string;
let clock: ManualClock;
let hub: MemoryTaskHub;
let notices: string[];
const opened: InstanceIndex[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'store-file-'));
  clock = new ManualClock();
  hub = new MemoryTaskHub({ instances: makeInstanceRows(50), pageSize: 10 });
  notices = [];
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((index) => index.close()));
  await rm(directory, { recursive: true });
});

async function open(options: { account?: string } = {}): Promise<InstanceIndex> {
  const onNotice = (notice: string) => notices.push(notice);
  const index = await openInstanceIndex(hub, { directory, account, clock, onNotice, ...options });
  opened.push(index);
  return index;
}

async function openBuilt(options: { account?: string } = {}): Promise<InstanceIndex> {
  const index = await open(options);
  await new IndexDriver(index, clock).caughtUp();
  return index;
}

async function buildAndClose(): Promise<void> {
  await (await openBuilt()).close();
}

async function ids(index: InstanceIndex): Promise<string[]> {
  const { rows } = await index.list({ q: '', sort: 'instanceId', order: 'asc', limit: 1000 });
  return rows.map(({ instanceId }) => instanceId);
}

describe('a stored index', () => {
  it('is there at once after a restart, as old as it is, and reads nothing until somebody asks', async () => {
    await buildAndClose();
    clock.advance(3_600_000);
    const { scanInstances, scanInstanceIds } = hub.calls;
    const index = await open();
    expect(index.coverage()).toMatchObject({ state: 'idle', rows: 50, asOf: at(100), problem: null });
    expect(clock.waits()).toEqual([]);
    expect(hub.calls).toMatchObject({ scanInstances, scanInstanceIds });
    expect(notices).toEqual([]);
  });

  it('goes on from its watermark, and is current only when rows purged meanwhile are gone', async () => {
    await buildAndClose();
    hub.purge('order-000003');
    hub.put(makeInstanceRow({ instanceId: 'later', rowVersion: at(90) }));
    clock.advance(60_000);
    const index = await open();
    hub.beforePage = () => {
      expect(index.coverage().state).toBe('idle');
    };
    const answer = await index.list({ q: '', sort: 'instanceId', order: 'asc', limit: 1000 });
    expect(answer).toMatchObject({ total: 50, coverage: { state: 'idle', asOf: at(100) } });
    await expect.poll(() => index.coverage().state, fast).toBe('current');
    expect(hub.scannedSince.at(-1)).not.toBeUndefined();
    expect(hub.calls.scanInstanceIds).toBe(1);
    expect(await ids(index)).toEqual([...(await ids(index))].sort());
    expect(await ids(index)).toHaveLength(50);
    expect(await ids(index)).toContain('later');
    expect(await ids(index)).not.toContain('order-000003');
  });

  it('finds rows that it should have and has not, whenever they were written', async () => {
    await buildAndClose();
    hub.put(makeInstanceRow({ instanceId: 'written long ago', rowVersion: at(-9000) }));
    const index = await open();
    index.watch(() => undefined);
    await expect.poll(() => index.coverage().state, fast).toBe('current');
    expect(await ids(index)).toContain('written long ago');
    expect(hub.calls.getInstance).toBe(1);
  });

  it('is built anew when its first scan did not end', async () => {
    hub.beforePage = (_operation, page) => {
      if (page === 2) throw new Error('cut off');
    };
    const unfinished = await open();
    await expect.poll(() => unfinished.coverage().state, fast).toBe('stale');
    await unfinished.close();
    hub.beforePage = () => undefined;
    const index = await openBuilt();
    expect(hub.scannedSince).toEqual([undefined, undefined]);
    expect(await ids(index)).toHaveLength(50);
    expect(notices).toEqual([]);
  });

  it('of another account is not shown', async () => {
    await buildAndClose();
    hub.purge('order-000000');
    expect(await ids(await openBuilt({ account: 'another account' }))).toHaveLength(49);
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['garbage', (path: string) => writeFile(path, 'not a database'.repeat(1000))],
    ['half a file', (path: string) => truncate(path, 300_000)],
    ['empty beyond its header', (path: string) => truncate(path, 12_288)],
  ])('%s: is set aside, built anew, and told of once', async (_damage, damage) => {
    hub = new MemoryTaskHub({ instances: makeInstanceRows(5000), pageSize: 1000 });
    await buildAndClose();
    await damage(join(directory, fileName));
    const index = await openBuilt();
    expect(await ids(index)).toHaveLength(1000);
    expect(index.coverage()).toMatchObject({ state: 'current', rows: 5000 });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('built anew');
    expect(await readdir(directory)).toContain(`${fileName}.aside`);
    await index.close();
    expect((await open()).coverage()).toMatchObject({ state: 'idle', rows: 5000 });
    expect(notices).toHaveLength(1);
  });

  it('is as good as intact or built anew wherever a byte of it is wrong', { timeout: 60_000 }, async () => {
    hub = new MemoryTaskHub({ instances: makeInstanceRows(5000), pageSize: 1000 });
    await buildAndClose();
    const path = join(directory, fileName);
    const intact = await readFile(path);
    for (let place = blocksBeginAt + 1000; place < intact.length; place += blockBytes / 2) {
      const damaged = Buffer.from(intact);
      damaged[place]! ^= 1;
      await writeFile(path, damaged);
      const status = place % 4 === 0 ? 'Failed' : 'Suspended';
      hub.put(
        makeInstanceRow({ instanceId: 'order-000007', runtimeStatus: status, rowVersion: clock.now() }),
      );
      clock.advance(60_000);
      const index = await open();
      index.watch(() => undefined);
      await expect.poll(() => index.coverage(), fast).toMatchObject({ state: 'current', rows: 5000 });
      const { rows } = await index.list({ q: 'id:order-000007', sort: 'instanceId', order: 'asc', limit: 1 });
      expect(rows[0]?.runtimeStatus).toBe(status);
      await index.close();
    }
    expect(notices.length).toBeGreaterThan(3);
    expect(notices.every((notice) => /corrupt database file/i.test(notice))).toBe(true);
  });

  it('in use by another process is left alone, and the index kept in memory', async () => {
    await buildAndClose();
    const holder = spawn(process.execPath, ['-e', holdFile, join(directory, fileName)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: import.meta.dirname,
    });
    try {
      await once(holder.stdout, 'data');
      const index = await openBuilt();
      expect(await ids(index)).toHaveLength(50);
      expect(notices).toHaveLength(1);
      expect(notices[0]).toContain('in use by another process');
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    await Promise.all(opened.splice(0).map((index) => index.close()));
    expect((await open()).coverage()).toMatchObject({ state: 'idle', rows: 50 });
  });

  it('in a place that is none is told of, and the index kept in memory', async () => {
    await writeFile(join(directory, 'file'), '');
    directory = join(directory, 'file');
    const index = await openBuilt();
    expect(index.coverage()).toMatchObject({ state: 'current', rows: 50 });
    expect(notices).toHaveLength(1);
    directory = join(directory, '..');
  });
});

const holdFile = `require('@duckdb/node-api').DuckDBInstance.create(process.argv[1])
  .then((held) => { globalThis.held = held; process.stdin.resume(); console.log('held'); });`;

it('names files so that no hub name leads elsewhere or meets another', () => {
  const hubs = ['a b~c', 'a-b~c', 'A-b~c', '../../etc~passwd', `x~${'long'.repeat(100)}`];
  const names = hubs.map(storeFileName);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(hubs.length);
  for (const name of names) expect(name).toMatch(/^[\w-]{1,90}\.[0-9a-f]{12}\.duckdb$/);
});
