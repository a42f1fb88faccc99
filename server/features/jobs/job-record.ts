import { z } from 'zod';
import { job, type Job, type JobItem } from '../../../shared/contract/jobs.ts';
import { roles } from '../../../shared/domain/access.ts';

export type JobState = Job['state'];
export type ItemState = JobItem['state'];
export type JobCounts = Job['counts'];

/** What a job is; never changes. */
export const jobDefinition = job
  .pick({
    jobId: true,
    title: true,
    command: true,
    target: true,
    createdAt: true,
    total: true,
    ratePerSecond: true,
    concurrency: true,
    retryOf: true,
  })
  .extend({
    /** The hub's key, as in addresses. */
    hub: z.string(),
    /** Who made it, with the role of that moment: the job is done with it to its end, whatever becomes of them. */
    createdBy: z.object({ id: z.string(), name: z.string(), role: z.enum(roles).nullable() }),
    /** Of the request that made it. */
    requestId: z.string(),
  });
export type JobDefinition = z.infer<typeof jobDefinition>;

/** How far a job has come. */
export const jobProgress = job.pick({
  state: true,
  counts: true,
  lastProgressAt: true,
  endedAt: true,
  problem: true,
});
export type JobProgress = z.infer<typeof jobProgress>;

export interface JobRecord {
  /** In the order in which jobs were made. */
  readonly number: number;
  readonly definition: JobDefinition;
  readonly progress: JobProgress;
}

export interface PendingItem {
  readonly position: number;
  readonly instanceId: string;
}

export type ItemChange = Pick<JobItem, 'position' | 'state' | 'code' | 'message' | 'at'>;

export function noCounts(): JobCounts {
  return { pending: 0, sending: 0, done: 0, refused: 0, failed: 0, unknown: 0, stopped: 0 };
}

const ended: ReadonlySet<JobState> = new Set(['stopped', 'done']);

export function isEnded(state: JobState): boolean {
  return ended.has(state);
}
