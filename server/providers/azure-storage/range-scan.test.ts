import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScanProgress } from '../../task-hub/task-hub.ts';
import { hostileIds } from '../../testing/hostile-ids.ts';
import { escapePartitionKey } from './format/partition-key.ts';
import { toCuts, type KeyRange } from './key-ranges.ts';
import { scanRanges, type KeyPage, type RangeScan } from './range-scan.ts';

type Order = (one: string, other: string) => number;
type FakeScan = RangeScan<string, number>;

const byUnits: Order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const byCodePoints: Order = (one, other) => {
  const [ones, others] = [Array.from(one), Array.from(other)];
  for (const [i, character] of ones.entries()) {
    const difference = character.codePointAt(0)! - (others[i]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return ones.length - others.length;
};

interface FakeTable {
  readonly keys: readonly string[];
  readonly order?: Order;
  readonly pageRows?: number;
  /** How many rows the n-th page may hold at most; a service may give fewer than asked for, or none. */
  readonly shortened?: (page: number) => number;
}

/** Answers as the service does: rows of a range in order, a mark that goes with the range it was given for. */
function fakeTable({ keys, order = byUnits, pageRows = 5, shortened }: FakeTable) {
  const sorted = [...new Set(keys)].sort(order);
  const marks = new Map<number, KeyRange>();
  const stats = { pages: 0, reading: 0, mostReading: 0 };
  const readPage: FakeScan['readPage'] = async (range, mark) => {
    if (mark !== undefined) expect(marks.get(mark)).toEqual(range);
    stats.mostReading = Math.max(stats.mostReading, ++stats.reading);
    const isIn = (key: string) =>
      (range.after === null || order(key, range.after) > 0) &&
      (range.to === null || order(key, range.to) <= 0);
    await new Promise(setImmediate);
    stats.reading--;
    const found = sorted.filter(isIn).filter((key) => mark === undefined || sorted.indexOf(key) >= mark);
    const count = Math.min(pageRows, shortened?.(stats.pages) ?? pageRows);
    stats.pages++;
    const next = found[count];
    const page: KeyPage<string, number> = {
      rows: found.slice(0, count),
      keys: found.slice(0, count),
      continuation: next === undefined ? undefined : sorted.indexOf(next),
    };
    if (page.continuation !== undefined) marks.set(page.continuation, range);
    return page;
  };
  return { sorted, stats, readPage };
}

async function readAll(table: ReturnType<typeof fakeTable>, options: Partial<FakeScan> = {}) {
  const rows: string[] = [];
  const scan: FakeScan = {
    readPage: table.readPage,
    concurrency: 8,
    knownCuts: () => [],
    cutsPerPage: () => 1,
    isWorthCutting: () => true,
    ...options,
  };
  for await (const page of scanRanges(scan)) rows.push(...page);
  return rows;
}

const unit = fc.integer({ min: 0x20, max: 0xffff }).map((code) => String.fromCharCode(code));
const wildKey = fc.array(unit, { minLength: 1, maxLength: 6 }).map((units) => units.join(''));
const likelyKey = fc.tuple(
  fc.constantFrom('order-2026', 'order-', '@counter@', '', "it's ", '🚀'),
  fc.oneof(fc.nat(3000).map(String), fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 5 })),
);
const key = fc.oneof(
  wildKey,
  likelyKey.map(([start, end]) => escapePartitionKey(start + end) || '0'),
  fc.constantFrom(...hostileIds).map(escapePartitionKey),
);
const keys = fc.array(key, { maxLength: 120 });

describe('a scan of ranges', () => {
  it.each([
    ['code units', byUnits],
    ['code points', byCodePoints],
  ])('gives each row once, whatever the keys, with a service that orders by %s', async (_, order) => {
    const shortenings = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(keys, keys, shortenings, fc.boolean(), async (stored, cuts, short, hasShort) => {
        const shortened = (page: number) => (page % 3 === 0 ? 5 : short[page % short.length]!);
        const table = fakeTable({ keys: stored, order, ...(hasShort ? { shortened } : {}) });
        const rows = await readAll(table, { knownCuts: () => toCuts(cuts) });
        expect([...rows].sort(order)).toEqual(table.sorted);
      }),
      { numRuns: 300 },
    );
  });

  it('gives each row once when places to cut at become known on the way', async () => {
    await fc.assert(
      fc.asyncProperty(keys, keys, async (stored, cuts) => {
        const table = fakeTable({ keys: stored });
        const rows = await readAll(table, { knownCuts: () => (table.stats.pages > 2 ? toCuts(cuts) : []) });
        expect([...rows].sort()).toEqual(table.sorted);
      }),
    );
  });

  it('reads no more ranges at once than it may', async () => {
    const table = fakeTable({ keys: Array.from({ length: 500 }, (_, i) => `order-${i}`) });
    await readAll(table, { concurrency: 3 });
    expect(table.stats.mostReading).toBe(3);
  });

  it('tells how many ranges are done, and of how many, until all are', async () => {
    const progress: ScanProgress[] = [];
    const table = fakeTable({ keys: Array.from({ length: 100 }, (_, i) => `k${i}`) });
    await readAll(table, { onProgress: (told) => progress.push(told) });
    const last = progress.at(-1)!;
    expect(last.rangesDone).toBe(last.rangesTotal);
    expect(progress.slice(0, -1).every(({ rangesDone, rangesTotal }) => rangesDone < rangesTotal)).toBe(true);
  });

  it('fails with the first page that fails, and stops when told to', async () => {
    const table = fakeTable({ keys: Array.from({ length: 100 }, (_, i) => `k${i}`) });
    const failing = async (...args: Parameters<FakeScan['readPage']>) => {
      if (table.stats.pages > 5) throw new Error('page 6 is broken');
      return table.readPage(...args);
    };
    await expect(readAll(table, { readPage: failing })).rejects.toThrow('page 6 is broken');
    const stop = new AbortController();
    const stopping = readAll(table, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(stopping).rejects.toThrow('enough');
  });

  it('takes the pages that are under way along when it is left', async () => {
    const table = fakeTable({ keys: Array.from({ length: 100 }, (_, i) => `k${i}`) });
    const signals: AbortSignal[] = [];
    const scan: FakeScan = {
      readPage: (range, mark, signal) => {
        signals.push(signal);
        return table.readPage(range, mark, signal);
      },
      concurrency: 4,
      knownCuts: () => ['k2', 'k4', 'k6'],
      cutsPerPage: () => 1,
      isWorthCutting: () => true,
    };
    for await (const page of scanRanges(scan)) if (page.length > 0) break;
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});

describe('places that are known', () => {
  const stored = Array.from({ length: 5000 }, (_, i) => `order-${String(i).padStart(6, '0')}`);
  const cuts = stored.filter((_, i) => i % 13 === 6);
  const known: Partial<FakeScan> = { knownCuts: () => cuts, cutsPerPage: () => 50 / 13 };

  it('keep readers busy to the end, with few pages that are not full', async () => {
    const table = fakeTable({ keys: stored, pageRows: 50 });
    let busy = 0;
    const rows = await readAll(table, { ...known, onProgress: () => (busy += table.stats.reading) });
    expect(new Set(rows).size).toBe(5000);
    expect(table.stats.pages).toBeLessThan(100 * 1.15);
    expect(busy / table.stats.pages).toBeGreaterThan(6);
  });

  it('let every request ask about little more than a page', async () => {
    const table = fakeTable({ keys: stored, pageRows: 50 });
    const asked: number[] = [];
    const readPage: FakeScan['readPage'] = (range, mark, signal) => {
      asked.push(stored.filter((key) => key > (range.after ?? '') && key <= (range.to ?? '~')).length);
      return table.readPage(range, mark, signal);
    };
    await readAll(table, { ...known, readPage });
    expect(Math.max(...asked)).toBeLessThanOrEqual(50 * 2 + 2 * 13);
  });

  it('count as ranges that are done one after another', async () => {
    const told: ScanProgress[] = [];
    await readAll(fakeTable({ keys: stored, pageRows: 50 }), {
      ...known,
      onProgress: (now) => told.push(now),
    });
    expect(told.every(({ rangesTotal }) => rangesTotal === cuts.length + 1)).toBe(true);
    const half = told[Math.floor(told.length / 2)]!;
    expect(half.rangesDone / half.rangesTotal).toBeCloseTo(0.5, 1);
  });
});

describe('places that are guessed', () => {
  const number = (i: number, digits: number) => String(i).padStart(digits, '0');
  const hex = (i: number) => (((i * 2654435761) >>> 0) + 2 ** 32).toString(16).slice(1);
  const days = Array.from({ length: 30 }, (_, i) => `2026-11-${number(i + 1, 2)}`);
  const shapes: Record<string, string[]> = {
    'random hexadecimal ids': Array.from({ length: 5000 }, (_, i) => hex(i) + hex(i + 7)),
    'numbered ids': Array.from({ length: 5000 }, (_, i) => `order-${number(i, 8)}`),
    'ids numbered within days': days.flatMap((day) =>
      Array.from({ length: 170 }, (_, i) => `order-${day}-${number(i, 6)}`),
    ),
    'a mix': [
      ...Array.from({ length: 1500 }, (_, i) => `@counter@user-${i}`),
      ...Array.from({ length: 1500 }, (_, i) => hex(i)),
      ...Array.from({ length: 2000 }, (_, i) => `payment-${number(i, 6)}`),
    ],
  };

  it.each(Object.entries(shapes))(
    'keep several readers busy on %s, at the cost of some requests that find little',
    async (_, stored) => {
      const table = fakeTable({ keys: stored, pageRows: 50 });
      let busy = 0;
      const rows = await readAll(table, { onProgress: () => (busy += table.stats.reading) });
      expect(rows).toHaveLength(stored.length);
      const pages = stored.length / 50;
      expect(table.stats.pages).toBeLessThan(pages * 1.75);
      expect(busy / table.stats.pages).toBeGreaterThan(3);
    },
  );

  it('cost little where they never fit', async () => {
    const stored = Array.from({ length: 2000 }, (_, i) => 'a'.repeat(i + 1));
    const table = fakeTable({ keys: stored, pageRows: 20 });
    expect(await readAll(table)).toHaveLength(2000);
    expect(table.stats.pages).toBeLessThan(100 * 1.25 + 40);
  });
});
