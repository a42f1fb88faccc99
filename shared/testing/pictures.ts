import type { z } from 'zod';
import { failureGroup, listFailures, type FailureGroup } from '../contract/failures.ts';
import { instanceHistogram } from '../contract/instance-histogram.ts';
import { getThroughput, type Outcomes, type ThroughputSeries } from '../contract/throughput.ts';
import { makeCoverage } from './hubs.ts';
import { at } from './instances.ts';

type Histogram = z.infer<(typeof instanceHistogram)['result']>;
type Throughput = z.infer<(typeof getThroughput)['result']>;
type Failures = z.infer<(typeof listFailures)['result']>;
type ThroughputStep = ThroughputSeries['steps'][number];

/** Four steps of a minute, the third without instances. */
export function makeHistogram(overrides: Partial<Histogram> = {}): Histogram {
  return instanceHistogram.result.parse({
    from: at(0),
    to: at(240),
    stepMs: 60_000,
    series: ['Completed', 'Failed'],
    counts: [
      [10, 0],
      [4, 1],
      [0, 0],
      [7, 2],
    ],
    coverage: makeCoverage(),
    ...overrides,
  } satisfies Histogram);
}

export function makeOutcomes(overrides: Partial<Outcomes> = {}): Outcomes {
  return { started: 0, completed: 0, failed: 0, terminated: 0, ...overrides };
}

/** Without a latency as long as nothing ended. */
export function makeThroughputStep(overrides: Partial<ThroughputStep> = {}): ThroughputStep {
  return { ...makeOutcomes(overrides), latency: null, ...overrides };
}

/** Four steps in which two instances each started and completed, but for the third, in which nothing happened. */
export function makeThroughputSeries(overrides: Partial<ThroughputSeries> = {}): ThroughputSeries {
  const latency = { p50Ms: 900, p95Ms: 4_000, p99Ms: 9_000, count: 2 };
  const busy = makeThroughputStep({ started: 2, completed: 2, latency });
  return {
    name: null,
    steps: [busy, busy, makeThroughputStep(), busy],
    totals: makeOutcomes({ started: 6, completed: 6 }),
    latency: { ...latency, count: 6 },
    ...overrides,
  };
}

export function makeThroughput(overrides: Partial<Throughput> = {}): Throughput {
  return getThroughput.result.parse({
    from: at(0),
    to: at(240),
    stepMs: 60_000,
    all: makeThroughputSeries(),
    byName: [makeThroughputSeries({ name: 'OrderWorkflow' })],
    previous: null,
    runningNow: 3,
    pendingNow: 1,
    oldest: at(-3_600),
    coverage: makeCoverage(),
    ...overrides,
  } satisfies Throughput);
}

export function makeFailureGroup(overrides: Partial<FailureGroup> = {}): FailureGroup {
  return failureGroup.parse({
    fingerprint: 'f1',
    errorType: 'System.InvalidOperationException',
    message: 'The order was refused.',
    failingFunction: 'ChargeCard',
    count: 3,
    firstSeen: at(0),
    lastSeen: at(180),
    names: ['OrderWorkflow'],
    versions: ['1.0'],
    counts: [1, 0, 2, 0],
    examples: [{ instanceId: 'order-1001', completedAt: at(180), message: 'The order was refused.' }],
    ...overrides,
  } satisfies FailureGroup);
}

export function makeFailures(overrides: Partial<Failures> = {}): Failures {
  const groups = overrides.groups ?? [makeFailureGroup()];
  return listFailures.result.parse({
    groups,
    distinct: groups.length,
    total: groups.reduce((sum, group) => sum + group.count, 0),
    from: at(0),
    to: at(240),
    stepMs: 60_000,
    coverage: makeCoverage(),
    ...overrides,
  } satisfies Failures);
}
