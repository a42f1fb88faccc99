import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facet } from '../../../shared/contract/instance-facets.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import type { FilterField, FilterTerm } from '../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { instantToMs, type Instant } from '../../../shared/domain/instant.ts';
import { at } from '../../../shared/testing/instances.ts';
import { matchesFilter } from '../../../shared/testing/matches-filter.ts';
import { sortRows, withAskedRows, type AskedRows } from '../../testing/asked-rows.ts';
import { questionTime, randomRows, randomTerms } from '../../testing/random-instances.ts';

type Terms = readonly FilterTerm[];

const someTerms = fc.array(randomTerms, { minLength: 6, maxLength: 6 });

function matching(rows: readonly InstanceRow[], terms: Terms): InstanceRow[] {
  return rows.filter((row) => matchesFilter(row, terms, questionTime));
}

function countBy(values: readonly (string | null)[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value || null, (counts.get(value || null) ?? 0) + 1);
  return counts;
}

const facetsInPlainWords: Record<string, [FilterField, (row: InstanceRow) => string | null]> = {
  status: ['status', (row) => row.runtimeStatus],
  kind: ['kind', (row) => row.kind],
  name: ['name', (row) => row.name],
  version: ['version', (row) => row.version],
  failure: ['fingerprint', (row) => row.failure?.fingerprint ?? null],
  partition: ['partition', (row) => (row.partition === null ? null : String(row.partition))],
};

async function expectSameFacets({ questions }: AskedRows, rows: readonly InstanceRow[], terms: Terms) {
  const facets: Record<string, Facet> = await questions.facets({ q: printFilter(terms), limit: 200 });
  for (const [name, [own, valueOf]] of Object.entries(facetsInPlainWords)) {
    const others = terms.filter(({ field }) => field !== own);
    const expected = countBy(matching(rows, others).map(valueOf));
    const values = facets[name]?.values ?? [];
    expect(new Map(values.map(({ value, count }) => [value, count])), name).toEqual(expected);
    expect(facets[name]?.distinct).toBe(expected.size);
    const counts = values.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function within(from: Instant, to: Instant, at: Instant | null): boolean {
  return at !== null && at >= from && at < to;
}

async function expectSameHistogram({ questions }: AskedRows, rows: readonly InstanceRow[], terms: Terms) {
  const look = { by: 'updated', color: 'name', steps: 5 } as const;
  const answer = await questions.histogram({ q: printFilter(terms), ...look });
  const timed = matching(rows, terms).filter(({ lastUpdatedAt }) => lastUpdatedAt !== null);
  expect(sum(answer.counts.flat())).toBe(timed.length);
  const { from, to } = answer;
  if (from === null || to === null) return;
  expect(timed.every(({ lastUpdatedAt }) => within(from, to, lastUpdatedAt))).toBe(true);
  const byName = countBy(timed.map(({ name }) => name));
  const own = answer.series.filter((name) => name !== null);
  for (const name of own)
    expect(sum(answer.counts.map((step) => step[answer.series.indexOf(name)] ?? 0))).toBe(byName.get(name));
  const bySteps = answer.counts.map(sum);
  for (const [step, count] of bySteps.entries()) {
    const begin = instantToMs(from) + step * answer.stepMs;
    const inStep = timed.filter(({ lastUpdatedAt }) => {
      const ms = instantToMs(lastUpdatedAt ?? from);
      return ms >= begin && ms < begin + answer.stepMs;
    });
    if (count > 0 || inStep.length > 0) expect(count).toBe(inStep.length);
  }
}

function outcomesOf(rows: readonly InstanceRow[], from: Instant, to: Instant) {
  const ended = (status: string) =>
    rows.filter((row) => row.runtimeStatus === status && within(from, to, row.completedAt)).length;
  return {
    started: rows.filter((row) => within(from, to, row.createdAt)).length,
    completed: ended('Completed'),
    failed: ended('Failed'),
    terminated: ended('Terminated'),
  };
}

async function expectSameThroughput({ questions }: AskedRows, rows: readonly InstanceRow[], terms: Terms) {
  const window = { from: at(0), to: at(3), steps: 6, names: 20 };
  const answer = await questions.throughput({ q: printFilter(terms), ...window });
  const counted = matching(rows, terms).filter(({ kind }) => kind === 'orchestration');
  if (answer.all.steps.length > 0) {
    const end = answer.to;
    expect(answer.all.totals).toEqual(outcomesOf(counted, answer.from, end));
    for (const { name, totals, steps } of answer.byName) {
      const named = counted.filter((row) => row.name === name);
      expect(totals, name ?? '').toEqual(outcomesOf(named, answer.from, end));
      expect(sum(steps.map(({ started }) => started))).toBe(totals.started);
    }
    expect(sum(answer.all.steps.map(({ completed }) => completed))).toBe(answer.all.totals.completed);
  }
  expect(answer.runningNow).toBe(counted.filter(({ runtimeStatus }) => runtimeStatus === 'Running').length);
  expect(answer.pendingNow).toBe(counted.filter(({ runtimeStatus }) => runtimeStatus === 'Pending').length);
}

async function expectSameFailures({ questions }: AskedRows, rows: readonly InstanceRow[], terms: Terms) {
  const answer = await questions.failures({ q: printFilter(terms), order: 'count', limit: 200 });
  const failed = matching(rows, terms).filter(({ failure }) => failure !== null);
  expect(answer.total).toBe(failed.length);
  const expected = countBy(failed.map(({ failure }) => failure?.fingerprint ?? null));
  expect(new Map(answer.groups.map(({ fingerprint, count }) => [fingerprint, count]))).toEqual(expected);
  for (const group of answer.groups) {
    const own = failed.filter(({ failure }) => failure?.fingerprint === group.fingerprint);
    const times = own.flatMap(({ completedAt }) => (completedAt === null ? [] : [completedAt])).sort();
    expect([group.firstSeen, group.lastSeen]).toEqual([times[0] ?? null, times.at(-1) ?? null]);
    expect(sum(group.counts)).toBe(times.length);
    const latest = sortRows(own, { sort: 'completedAt', order: 'desc' }).slice(0, 5);
    expect(group.examples.map(({ instanceId }) => instanceId)).toEqual(
      latest.map(({ instanceId }) => instanceId),
    );
    expect(new Set(group.names)).toEqual(new Set(own.map(({ name }) => name).filter(Boolean)));
  }
}

async function expectSameSnapshot({ questions }: AskedRows, rows: readonly InstanceRow[], terms: Terms) {
  const order = { sort: 'customStatus', order: 'desc' } as const;
  const { total, pages } = await questions.snapshot({ q: printFilter(terms), ...order });
  const found: InstanceRow[] = [];
  for await (const page of pages) found.push(...page);
  const expected = sortRows(matching(rows, terms), order);
  expect(found).toEqual(expected);
  expect(total).toBe(expected.length);
}

describe('random questions over random rows', { timeout: 120_000 }, () => {
  it.each([
    ['facets', expectSameFacets],
    ['histogram', expectSameHistogram],
    ['throughput', expectSameThroughput],
    ['failures', expectSameFailures],
    ['snapshot', expectSameSnapshot],
  ])('%s count as plain reading does', async (_, expectSame) => {
    const property = fc.asyncProperty(randomRows, someTerms, (rows, all) =>
      withAskedRows(rows, async (asked) => {
        for (const terms of all) await expectSame(asked, rows, terms);
      }),
    );
    await fc.assert(property, { numRuns: 15 });
  });
});
