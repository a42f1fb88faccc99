import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantToMs, msToInstant } from '../../shared/domain/instant.ts';
import type { QueueSample, QueueSamples, QueueStep, StepsAsked } from '../task-hub/queue-samples.ts';
import { StoredQueueSamples } from './queue-samples.ts';
import type { StoreDatabase } from './store-database.ts';
import { openMemoryStore, openStoreFile } from './store-file.ts';

/** On the border of a day, so that what is thinned out is easy to say. */
const startMs = instantToMs('2026-03-01T00:00:00.0000000Z');
const sampleMs = 10_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const control = 'hub-control-00';
const headersBytes = 3 * 4096;
const blockBytes = 262_144;

function makeSample(sample: Partial<QueueSample> = {}): QueueSample {
  return {
    queue: control,
    partition: 0,
    depth: 0,
    oldestAgeMs: 0,
    maxDequeueCount: 0,
    holder: null,
    ...sample,
  };
}

function keep(samples: QueueSamples, atMs: number, ...seen: Partial<QueueSample>[]) {
  const rows = seen.map(makeSample);
  return samples.keep(msToInstant(startMs + atMs), sampleMs, { samples: rows, moves: [] });
}

function asked(fromMs: number, stepMs: number, count: number): StepsAsked {
  return { from: msToInstant(startMs + fromMs), stepMs, count };
}

function depths(steps: readonly QueueStep[], count: number): (number | null)[] {
  return Array.from({ length: count }, (_, step) => steps.find((each) => each.step === step)?.depth ?? null);
}

let database: StoreDatabase;
let samples: StoredQueueSamples;
beforeEach(async () => {
  database = await openMemoryStore();
  samples = await StoredQueueSamples.open(database);
});
afterEach(() => database.close());

describe('steps over time', () => {
  it('hold the worst that was sampled in them, and the last holder', async () => {
    await keep(samples, 0, { depth: 9, oldestAgeMs: 5, maxDequeueCount: 1, holder: 'one' });
    await keep(samples, 10_000, { depth: 3, oldestAgeMs: 70, maxDequeueCount: 0, holder: null });
    expect(await samples.steps(asked(0, minuteMs, 1))).toEqual([
      {
        queue: control,
        partition: 0,
        step: 0,
        depth: 9,
        oldestAgeMs: 70,
        maxDequeueCount: 1,
        holder: null,
      },
    ]);
  });

  it('are missing where nothing was sampled, and there where a queue was empty', async () => {
    await keep(samples, 0, { depth: 0 });
    await keep(samples, 2 * minuteMs, { depth: 4 });
    expect(depths(await samples.steps(asked(0, minuteMs, 4)), 4)).toEqual([0, null, 4, null]);
  });

  it('have no gap where they are shorter than samples are apart', async () => {
    await keep(samples, 0, { depth: 1 });
    await keep(samples, 10_000, { depth: 2 });
    expect(depths(await samples.steps(asked(0, 5_000, 5)), 5)).toEqual([1, 1, 2, 2, null]);
  });

  const kept = fc.record({
    slot: fc.integer({ min: 0, max: 40 }),
    queue: fc.constantFrom('a', 'b'),
    depth: fc.integer({ min: 0, max: 5 }),
    oldestAgeMs: fc.integer({ min: 0, max: 9 }),
    maxDequeueCount: fc.integer({ min: 0, max: 3 }),
  });
  const window = fc.record({
    from: fc.integer({ min: -50_000, max: 300_000 }),
    stepMs: fc.integer({ min: 700, max: 90_000 }),
    count: fc.integer({ min: 1, max: 50 }),
  });

  const all = fc.uniqueArray(kept, { selector: ({ slot, queue }) => `${slot}${queue}` });

  it('are what looking at every sample gives', async () => {
    let runs = 0;
    const property = fc.asyncProperty(all, window, async (seen, { from, stepMs, count }) => {
      const prefix = `${runs++}`;
      for (const { slot, ...sample } of seen) {
        await keep(samples, slot * sampleMs, { ...sample, queue: prefix + sample.queue });
      }
      const told = await samples.steps(asked(from, stepMs, count));
      for (const queue of ['a', 'b']) {
        for (let step = 0; step < count; step++) {
          const [begin, end] = [from + step * stepMs, from + (step + 1) * stepMs];
          const inStep = seen.filter(
            (each) =>
              each.queue === queue && each.slot * sampleMs < end && (each.slot + 1) * sampleMs > begin,
          );
          const found = told.find((each) => each.queue === prefix + queue && each.step === step);
          const worst = inStep.length > 0 && {
            depth: Math.max(...inStep.map(({ depth }) => depth)),
            oldestAgeMs: Math.max(...inStep.map(({ oldestAgeMs }) => oldestAgeMs)),
            maxDequeueCount: Math.max(...inStep.map(({ maxDequeueCount }) => maxDequeueCount)),
          };
          expect(found ?? false).toEqual(
            worst && { queue: prefix + queue, partition: 0, step, holder: null, ...worst },
          );
        }
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

async function countRows(): Promise<number> {
  const [count = 0] = await database.write((writer) => writer.numbers('SELECT count(*) FROM queue_samples'));
  return count;
}

describe('samples grow fewer with age', () => {
  it('each for an hour, then one a minute, then one in ten minutes, then none', async () => {
    for (let at = 0; at < 20 * minuteMs; at += sampleMs) await keep(samples, at, { depth: at / sampleMs });
    expect(await countRows()).toBe(120);
    await keep(samples, hourMs + 10 * minuteMs, {});
    expect(await countRows()).toBe(10 + 60 + 1);
    await keep(samples, dayMs + hourMs, {});
    expect(await countRows()).toBe(2 + 1 + 1);
    await keep(samples, 32 * dayMs, {});
    expect(await countRows()).toBe(1);
    expect(await samples.since()).toBe(msToInstant(startMs + 32 * dayMs));
  });

  it('without a worst one being lost', async () => {
    for (let at = 0; at < 30 * minuteMs; at += sampleMs) {
      await keep(samples, at, { depth: at === 13 * minuteMs ? 900 : 1 });
    }
    const worst = async () => depths(await samples.steps(asked(0, 10 * minuteMs, 3)), 3);
    const before = await worst();
    expect(before).toEqual([1, 900, 1]);
    for (const age of [2 * hourMs, 2 * dayMs]) {
      await keep(samples, age, {});
      expect(await worst()).toEqual(before);
    }
  });

  it('and still fill every step of a window that is finer than they are', async () => {
    for (let at = 0; at < 10 * minuteMs; at += sampleMs) await keep(samples, at, { depth: 7 });
    await keep(samples, 2 * dayMs, {});
    expect(depths(await samples.steps(asked(0, minuteMs, 11)), 11)).toEqual([
      ...Array<number>(10).fill(7),
      null,
    ]);
  });
});

describe('leases', () => {
  const move = (second: number, from: string | null, to: string | null) => ({
    partition: 0,
    at: msToInstant(startMs + second * 1000),
    from,
    to,
  });

  it('tell the last holder, since when, and the moves that led there', async () => {
    const at = (second: number) => msToInstant(startMs + second * 1000);
    await samples.keep(at(0), sampleMs, { samples: [makeSample({ holder: 'one' })], moves: [] });
    await samples.keep(at(10), sampleMs, {
      samples: [makeSample({ holder: 'two' })],
      moves: [move(10, 'one', 'two')],
    });
    await samples.keep(at(20), sampleMs, { samples: [makeSample({ holder: 'two' })], moves: [] });
    expect(await samples.leases()).toEqual({
      holders: [{ partition: 0, holder: 'two', since: at(10) }],
      moves: [move(10, 'one', 'two')],
    });
  });

  it('keep the last hundred moves of a partition', async () => {
    const moves = Array.from({ length: 150 }, (_, second) => move(second, `${second}`, `${second + 1}`));
    await samples.keep(msToInstant(startMs + 200_000), sampleMs, { samples: [], moves });
    const { moves: left } = await samples.leases();
    expect(left).toHaveLength(100);
    expect(left[0]).toEqual(move(149, '149', '150'));
  });
});

describe('in a file', () => {
  let directory: string;
  const open = async () => {
    const file = await openStoreFile({ directory, hub: 'a~Hub', onNotice: () => undefined });
    return file!;
  };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'queue-samples-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('outlive the process', async () => {
    const first = await open();
    await keep(await StoredQueueSamples.open(first), 0, { depth: 3, holder: 'one' });
    await first.close();
    const second = await open();
    const stored = await StoredQueueSamples.open(second);
    expect(depths(await stored.steps(asked(0, minuteMs, 1)), 1)).toEqual([3]);
    expect((await stored.leases()).holders).toMatchObject([{ holder: 'one' }]);
    await second.close();
  });

  it('are dropped when they were laid out otherwise, and the rows beside them are not', async () => {
    const first = await open();
    await keep(await StoredQueueSamples.open(first), 0, { depth: 3 });
    await first.write((writer) => writer.run('ALTER TABLE queue_samples DROP COLUMN depth'));
    await first.close();
    const second = await open();
    const stored = await StoredQueueSamples.open(second);
    expect(await stored.since()).toBeNull();
    await keep(stored, 0, { depth: 5 });
    expect(depths(await stored.steps(asked(0, minuteMs, 1)), 1)).toEqual([5]);
    const [tables] = await second.write((writer) =>
      writer.numbers("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'instances'"),
    );
    expect(tables).toBe(1);
    await second.close();
  });

  it('or the rows beside them may be damaged: the file opens all the same', async () => {
    const first = await open();
    const stored = await StoredQueueSamples.open(first);
    for (let at = 0; at < 60; at++) await keep(stored, at * sampleMs, { depth: at, queue: `queue-${at}` });
    await first.close();
    const [name = ''] = await readdir(directory);
    const intact = await readFile(join(directory, name));
    // Behind three headers, a database is made of blocks.
    for (let block = headersBytes; block < intact.length; block += blockBytes) {
      const damaged = Buffer.from(intact);
      damaged.fill(0xa5, block + 64, block + 4096);
      await writeFile(join(directory, name), damaged);
      const again = await open();
      const samplesLeft = await StoredQueueSamples.open(again);
      await keep(samplesLeft, hourMs, { depth: 5 });
      expect(depths(await samplesLeft.steps(asked(hourMs, minuteMs, 1)), 1)).toEqual([5]);
      await again.close();
    }
  });
});
