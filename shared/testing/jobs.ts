import type { Job, JobItem, JobPreview } from '../contract/jobs.ts';
import { makeCoverage } from './hubs.ts';
import { at } from './instances.ts';

/** No instance in any state but those given. */
export function makeJobCounts(counts: Partial<Job['counts']> = {}): Job['counts'] {
  return { pending: 0, sending: 0, done: 0, refused: 0, failed: 0, unknown: 0, stopped: 0, ...counts };
}

/** Half of it is over. */
export function makeJob(overrides: Partial<Job> = {}): Job {
  return {
    jobId: 'job-1',
    title: 'Terminate 20 instances that matched status:running',
    command: { name: 'terminate', reason: 'out of stock', parameters: {} },
    target: { kind: 'filter', q: 'status:running' },
    state: 'running',
    createdBy: { id: 'ada@example.org', name: 'Ada' },
    createdAt: at(5),
    lastProgressAt: at(7),
    endedAt: null,
    total: 20,
    counts: makeJobCounts({ done: 8, refused: 2, sending: 2, pending: 8 }),
    ratePerSecond: 20,
    concurrency: 4,
    itemsPerSecond: 2,
    problem: null,
    retryOf: null,
    ...overrides,
  };
}

export function makeJobItem(overrides: Partial<JobItem> = {}): JobItem {
  return {
    position: 0,
    instanceId: 'order-1001',
    state: 'done',
    code: null,
    message: null,
    at: at(7),
    ...overrides,
  };
}

/** Everything would get it. */
export function makeJobPreview(overrides: Partial<JobPreview> = {}): JobPreview {
  return {
    total: 3,
    byStatus: [{ status: 'Running', count: 3 }],
    allowed: 3,
    refused: [],
    needsForce: [],
    warnings: [],
    sample: [{ instanceId: 'order-1001', name: 'OrderWorkflow', runtimeStatus: 'Running' }],
    unknownIds: [],
    coverage: makeCoverage(),
    ...overrides,
  };
}
