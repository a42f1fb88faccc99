import { z } from 'zod';
import { runtimeStatuses } from '../domain/runtime-status.ts';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { payloadInfo } from './payloads.ts';
import { hubParams, instanceParams, instant, repeated } from './values.ts';

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

export const instanceDetail = instanceRow.extend({
  input: payloadInfo.nullable(),
  output: payloadInfo.nullable(),
  customStatusPayload: payloadInfo.nullable(),
  taskHubName: z.string().nullable(),
});
export type InstanceDetail = z.infer<typeof instanceDetail>;

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
export const filterText = z.string().max(100_000).default('');

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

/** The present rows of these ids; ids the index does not have are left out. Open ones are read from storage soon. */
export const watchedInstances = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/watched-instances',
  summary: 'The rows on somebody’s screen as they are now; those still open are kept fresh',
  params: hubParams,
  query: z.object({
    id: repeated(z.string().min(1)),
    /** Only those that still match are in `matching`. */
    q: filterText,
  }),
  result: z.object({
    rows: z.array(instanceRow),
    matching: z.array(z.string()),
    coverage,
  }),
});

const facet = z.object({
  /** Most frequent first; `value: null` counts rows without one. */
  values: z.array(
    z.object({
      value: z.string().nullable(),
      /** What to show instead of a value that is no word: the failure behind a fingerprint. */
      label: z.string().nullable(),
      count: z.int(),
    }),
  ),
  /** Different values there are, `values` may hold fewer. */
  distinct: z.int(),
});
export type Facet = z.infer<typeof facet>;

/** Each ignores the filter on itself, so that the other choices stay in sight. */
export const instanceFacets = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-facets',
  summary: 'Counts by status, kind, name, version, failure fingerprint and partition',
  params: hubParams,
  query: instanceQuestion.extend({
    /** Values each facet names at most. */
    limit: z.coerce.number().int().min(1).max(200).default(30),
  }),
  result: z.object({
    status: facet,
    kind: facet,
    name: facet,
    version: facet,
    failure: facet,
    partition: facet,
    coverage,
  }),
});

/** For completing what somebody types. */
export const instanceValues = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-values',
  summary: 'Frequent values of one field that contain some text, ignoring case',
  params: hubParams,
  query: z.object({
    field: z.enum(['id', 'name', 'version', 'tag', 'entity', 'failure']),
    contains: z.string().max(1024).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(10),
  }),
  result: z.object({ values: facet.shape.values }),
});

export const instanceHistogram = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-histogram',
  summary: 'Matching instances over time, in equal steps',
  params: hubParams,
  query: instanceQuestion.extend({
    by: z.enum(['created', 'updated']).default('created'),
    color: z.enum(['status', 'name']).default('status'),
    /** Wanted number of steps; the answer has about as many, of a length people count in. */
    steps: z.coerce.number().int().min(4).max(400).default(80),
  }),
  result: z.object({
    /** `null` when no matching row has the time. */
    from: instant.nullable(),
    to: instant.nullable(),
    stepMs: z.number(),
    /** Most frequent first; `null` gathers the names behind the ninth. */
    series: z.array(z.string().nullable()),
    /** One list a step from `from` on, one count a series. */
    counts: z.array(z.array(z.int())),
    coverage,
  }),
});

export const getInstance = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId',
  summary: 'One instance, read from storage',
  params: instanceParams,
  result: instanceDetail,
});
