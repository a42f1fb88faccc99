import { z } from 'zod';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { instanceQuestion } from './instances.ts';
import { hubParams, instant } from './values.ts';

const outcomes = z.object({
  started: z.int(),
  completed: z.int(),
  failed: z.int(),
  terminated: z.int(),
});
export type Outcomes = z.infer<typeof outcomes>;

/** Of those that ended in the step or window; `null` when none did. */
const latency = z
  .object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number(), count: z.int() })
  .nullable();

const series = z.object({
  /** `null` = all names together. */
  name: z.string().nullable(),
  /** One a step. Before the oldest row of the hub, and after now, there are no steps. */
  steps: z.array(outcomes.extend({ latency })),
  /** The whole window. */
  totals: outcomes,
  latency,
});
export type ThroughputSeries = z.infer<typeof series>;

export const getThroughput = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/throughput',
  summary: 'Started and ended orchestrations over time, with latency percentiles',
  params: hubParams,
  query: instanceQuestion.extend({
    from: instant,
    to: instant,
    /** Wanted number of steps. */
    steps: z.coerce.number().int().min(4).max(400).default(60),
    /** Names with a series of their own, the busiest first. */
    names: z.coerce.number().int().min(0).max(20).default(8),
  }),
  result: z.object({
    /** The window asked for, widened to whole steps; `from` is the step of `oldest` when the window begins before it. */
    from: instant,
    to: instant,
    stepMs: z.number(),
    all: series,
    byName: z.array(series),
    /** The window of the same length right before; `null` = the index holds nothing that old. */
    previous: z.object({ totals: outcomes, latency }).nullable(),
    runningNow: z.int(),
    pendingNow: z.int(),
    /** The oldest creation time of any instance: before it, nothing is known. */
    oldest: instant.nullable(),
    coverage,
  }),
});
