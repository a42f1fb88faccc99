import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceKind, runtimeStatus } from './instances.ts';
import { hubParams, instanceParams } from './values.ts';

const rewoundStep = z.object({
  /** Row key of the failure in the history of `instanceId`. */
  rowKey: z.string(),
  kind: z.enum(['activity', 'sub-orchestration', 'orchestrator']),
  /** Of the activity or orchestrator. */
  name: z.string().nullable(),
  /** Why it failed: the beginning of the text. */
  failure: z.string().nullable(),
  /** Of a failed sub-orchestration. */
  childInstanceId: z.string().nullable(),
});

/** What a rewind changes in one instance. */
const rewoundInstance = z.object({
  instanceId: z.string(),
  name: z.string().nullable(),
  /** How many instances up to the one that was asked for. */
  depth: z.int(),
  steps: z.array(rewoundStep),
  /** Gets the message that wakes it; the others go on when their child completes. */
  isLeaf: z.boolean(),
});

export const rewindPreview = z.object({
  instances: z.array(rewoundInstance),
  /** Why the engine would not do it, or would do nothing useful; `null` = it will run again. */
  refusal: z.string().nullable(),
  /** Such as that the orchestrator failed by itself and will fail again unless its code changed. */
  warnings: z.array(z.string()),
});
export type RewindPreview = z.infer<typeof rewindPreview>;

export const previewRewind = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/rewind-preview',
  summary: 'What a rewind of an instance would undo',
  params: instanceParams,
  result: rewindPreview,
});

const purgedInstance = z.object({
  instanceId: z.string(),
  name: z.string().nullable(),
  runtimeStatus,
  depth: z.int(),
  historyRows: z.int(),
  blobs: z.int(),
  blobBytes: z.int(),
});

export const purgePreview = z.object({
  /** The instance itself, then its children if asked for. */
  instances: z.array(purgedInstance),
  /** There are more children than were looked at. */
  isTruncated: z.boolean(),
  warnings: z.array(z.string()),
});
export type PurgePreview = z.infer<typeof purgePreview>;

export const previewPurge = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/purge-preview',
  summary: 'What a purge of an instance would delete',
  params: instanceParams,
  query: z.object({ includesChildren: z.stringbool().default(false) }),
  result: purgePreview,
});

export const hubDeletionPreview = z.object({
  /** Tables, queues and containers that there are, in the order in which they go. */
  resources: z.array(z.object({ kind: z.enum(['table', 'queue', 'container']), name: z.string() })),
  counts: z.array(z.object({ kind: instanceKind, status: runtimeStatus, count: z.int() })),
  /** Workers that hold a lease now: they log errors and may create parts of the hub again. */
  liveWorkers: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type HubDeletionPreview = z.infer<typeof hubDeletionPreview>;

export const previewHubDeletion = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/deletion-preview',
  summary: 'What deleting a task hub would delete',
  params: hubParams,
  result: hubDeletionPreview,
});

export const deleteTaskHub = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/delete',
  summary: 'Delete every table, queue and container of a task hub',
  // The gate refuses by role, so that an attempt is in the audit log.
  access: 'viewer',
  params: hubParams,
  body: z.object({
    /** The name of the task hub, typed. */
    confirmedName: z.string(),
    /** Said explicitly: instances that have not ended, and entities, go as well. */
    isForced: z.boolean().default(false),
    reason: z.string().max(4000).default(''),
  }),
  result: z.object({
    deleted: z.array(z.string()),
    /** What is still there, with why. */
    failed: z.array(z.object({ name: z.string(), message: z.string() })),
  }),
});
export type HubDeletion = z.infer<typeof deleteTaskHub.result>;
