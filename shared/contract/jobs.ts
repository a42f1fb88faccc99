import { z } from 'zod';
import { instanceCommandNames } from '../domain/actions.ts';
import { commandReason } from './commands.ts';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { filterText, runtimeStatus } from './instances.ts';
import { hubParams, instant } from './values.ts';

export const jobBounds = { items: 200_000, sample: 20, ratePerSecond: 200, concurrency: 16 } as const;

/** Which instances: frozen into a list of ids when the job is made. */
export const jobTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), instanceIds: z.array(z.string().min(1).max(1024)).min(1).max(10_000) }),
  z.object({ kind: z.literal('filter'), q: filterText }),
]);
export type JobTarget = z.infer<typeof jobTarget>;

/** `parameters` as in `commandParameters` of that command. */
const jobCommand = z.object({
  name: z.enum(instanceCommandNames),
  reason: commandReason,
  parameters: z.record(z.string(), z.unknown()).default({}),
});

const jobRequest = z.object({ target: jobTarget, command: jobCommand });

export const jobPreview = z.object({
  total: z.int(),
  byStatus: z.array(z.object({ status: runtimeStatus, count: z.int() })),
  /** Would be sent, by what the index knows now; each is read again before. */
  allowed: z.int(),
  refused: z.array(z.object({ reason: z.string(), count: z.int(), sample: z.array(z.string()) })),
  /** Allowed only when it is said explicitly, with why. */
  needsForce: z.array(z.object({ reason: z.string(), count: z.int(), sample: z.array(z.string()) })),
  warnings: z.array(z.object({ warning: z.string(), count: z.int() })),
  sample: z.array(z.object({ instanceId: z.string(), name: z.string().nullable(), runtimeStatus })),
  /** Ids given that the index does not know. */
  unknownIds: z.array(z.string()),
  coverage,
});
export type JobPreview = z.infer<typeof jobPreview>;

export const previewJob = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/jobs/preview',
  summary: 'What a batch job would do: a dry run',
  access: 'viewer',
  params: hubParams,
  body: jobRequest,
  result: jobPreview,
});

export const jobStates = ['running', 'pausing', 'paused', 'stopping', 'stopped', 'done'] as const;
export const jobItemStates = [
  'pending',
  'sending',
  'done',
  'refused',
  'failed',
  'unknown',
  'stopped',
] as const;

export const job = z.object({
  jobId: z.string(),
  /** In words: the command and what it is given to. */
  title: z.string(),
  command: jobCommand,
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ids') }),
    z.object({ kind: z.literal('filter'), q: z.string() }),
  ]),
  state: z.enum(jobStates),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: instant,
  /** Of the last item that ended; `null` before. */
  lastProgressAt: instant.nullable(),
  endedAt: instant.nullable(),
  total: z.int(),
  counts: z.record(z.enum(jobItemStates), z.int()),
  ratePerSecond: z.number(),
  concurrency: z.int(),
  /** Of the last seconds; `null` while it does not run. */
  itemsPerSecond: z.number().nullable(),
  /** Why it waits or was paused by itself, such as that storage cannot be reached. */
  problem: z.object({ code: errorCode, message: z.string() }).nullable(),
  /** The job whose failed items this one repeats. */
  retryOf: z.string().nullable(),
});
export type Job = z.infer<typeof job>;

const jobParams = hubParams.extend({ jobId: z.string().min(1).max(100) });

export const createJob = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/jobs',
  summary: 'Give a command to many instances, one after the other, in the background',
  access: 'viewer',
  params: hubParams,
  body: jobRequest.extend({
    ratePerSecond: z.number().min(0.1).max(jobBounds.ratePerSecond).default(20),
    concurrency: z.int().min(1).max(jobBounds.concurrency).default(4),
    /** `total` of the dry run that was looked at: a filter that matches more by now is refused. */
    expectedTotal: z.int(),
    /** The name of the task hub, typed: needed for purge. */
    confirmedName: z.string().nullable().default(null),
  }),
  result: job,
  status: 202,
});

export const listJobs = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/jobs',
  summary: 'Batch jobs of a task hub, the latest first',
  params: hubParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    /** `jobId` of the last job seen. */
    before: z.string().max(100).optional(),
  }),
  result: z.object({
    jobs: z.array(job),
    isLast: z.boolean(),
    /** `false`: kept in memory, gone when the dashboard stops. */
    isDurable: z.boolean(),
  }),
});

export const getJob = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/jobs/:jobId',
  summary: 'How far a batch job has come',
  params: jobParams,
  result: job,
});

export const jobItem = z.object({
  position: z.int(),
  instanceId: z.string(),
  state: z.enum(jobItemStates),
  code: errorCode.nullable(),
  /** Why it was refused or failed, or what was done. */
  message: z.string().nullable(),
  at: instant.nullable(),
});
export type JobItem = z.infer<typeof jobItem>;

export const listJobItems = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/jobs/:jobId/items',
  summary: 'What became of each instance of a batch job',
  params: jobParams,
  query: z.object({
    state: z.enum(jobItemStates).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    /** `position` of the last item seen. */
    after: z.coerce.number().int().optional(),
  }),
  result: z.object({ items: z.array(jobItem), isLast: z.boolean() }),
});

function control(name: 'pause' | 'resume' | 'stop', summary: string) {
  return defineEndpoint({
    method: 'POST',
    path: `/api/hubs/:hub/jobs/:jobId/${name}`,
    summary,
    params: jobParams,
    body: z.object({}),
    result: job,
  });
}

export const pauseJob = control('pause', 'Finish what is being sent, then wait');
export const resumeJob = control('resume', 'Go on with a paused batch job');
export const stopJob = control('stop', 'Finish what is being sent, and leave out the rest');

export const retryJob = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/jobs/:jobId/retry',
  summary: 'A job of the items that failed',
  access: 'viewer',
  params: jobParams,
  body: z.object({}),
  result: job,
  status: 202,
});

/** Every item as a file; no JSON, so it is no endpoint. */
export const downloadJob = {
  path: '/api/hubs/:hub/jobs/:jobId/download',
  params: jobParams,
  query: z.object({ format: z.enum(['csv', 'ndjson']).default('csv') }),
} as const;
