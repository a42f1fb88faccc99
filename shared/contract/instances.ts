import { z } from 'zod';
import { runtimeStatuses } from '../domain/runtime-status.ts';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

export const runtimeStatus = z.enum([...runtimeStatuses, 'Unknown']);
export const instanceKind = z.enum(['orchestration', 'entity']);

/** What the instance row says about an entity without opening its state. */
export const entitySummary = z.object({
  exists: z.boolean(),
  queueSize: z.int(),
  lockedBy: z.string().nullable(),
});

/** Why an instance failed, out of the one line its row keeps. */
export const failureSummary = z.object({
  errorType: z.string().nullable(),
  /** At most 500 characters. */
  message: z.string(),
  /** The activity or orchestrator the message names as the one that failed. */
  failingFunction: z.string().nullable(),
  /** Equal for failures of the same type, function and message once ids, numbers and times are left out. */
  fingerprint: z.string(),
});
export type FailureSummary = z.infer<typeof failureSummary>;

/** One row of the Instances table. `null` = the row does not say. */
export const instanceRow = z.object({
  instanceId: z.string(),
  kind: instanceKind,
  /** Of the orchestrator, or of the entity without its key. */
  name: z.string().nullable(),
  version: z.string().nullable(),
  runtimeStatus,
  createdAt: instant.nullable(),
  lastUpdatedAt: instant.nullable(),
  completedAt: instant.nullable(),
  scheduledStartAt: instant.nullable(),
  executionId: z.string().nullable(),
  generation: z.int().nullable(),
  /** JSON text or, for old engines and entities in trouble, plain text; at most 1,024 characters in lists. */
  customStatus: z.string().nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  /** Number of the control queue this id is hashed to; `null` when the partition count is unknown. */
  partition: z.int().nullable(),
  entity: entitySummary.nullable(),
  /** `null` = not failed, or not read yet: see `coverage.unreadFailures`. */
  failure: failureSummary.nullable(),
  /** Instance rows do not name their parent: known from the shape of a child's id or because its history was read. */
  parentInstanceId: z.string().nullable(),
  /** Known from the shape of a child's id, even when the parent's row is not. */
  parentExecutionId: z.string().nullable(),
  /** System write time of the row. */
  rowVersion: instant,
  /** What could not be read of this row, in words. */
  problems: z.array(z.string()),
});
export type InstanceRow = z.infer<typeof instanceRow>;

export const sortColumns = [
  'instanceId',
  'kind',
  'name',
  'version',
  'runtimeStatus',
  'createdAt',
  'lastUpdatedAt',
  'completedAt',
  'scheduledStartAt',
  'durationMs',
  'customStatus',
  /** By error type, then message. */
  'failure',
  'parentInstanceId',
  'executionId',
  'generation',
  'partition',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Filter text, see `shared/domain/instance-filter/`; times without a zone are UTC. Empty = every instance. */
export const filterText = z
  .string()
  .max(100_000, 'a filter holds at most 100,000 characters, so ask for a long list of ids in parts')
  .default('');

export const instanceQuestion = z.object({ q: filterText });

export const instanceOrder = z.object({
  sort: z.enum(sortColumns).default('createdAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
});

export const listInstances = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances',
  summary: 'A page of instances from the index',
  params: hubParams,
  query: instanceQuestion.extend(instanceOrder.shape).extend({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    /** `nextCursor` of the page before. Pages of one list show the hub as it was when its first page was read. */
    cursor: z.string().optional(),
    /** Rows left out behind the cursor, for jumping far ahead: costs more the more it leaves out. */
    skip: z.coerce.number().int().min(0).optional(),
  }),
  result: z.object({
    rows: z.array(instanceRow),
    nextCursor: z.string().nullable(),
    /** Rows that match the filter, on all pages. */
    total: z.int(),
    coverage,
  }),
});
