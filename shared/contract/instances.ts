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
  'name',
  'version',
  'runtimeStatus',
  'createdAt',
  'lastUpdatedAt',
  'completedAt',
  'durationMs',
  'partition',
] as const;

export const instanceFilter = z.object({
  status: repeated(runtimeStatus),
  kind: instanceKind.optional(),
  name: repeated(z.string()),
  idPrefix: z.string().optional(),
});
export type InstanceFilter = z.output<typeof instanceFilter>;

export const listInstances = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances',
  summary: 'A page of instances from the index',
  params: hubParams,
  query: instanceFilter.extend({
    sort: z.enum(sortColumns).default('createdAt'),
    order: z.enum(['asc', 'desc']).default('desc'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    /** `nextCursor` of the page before. */
    cursor: z.string().optional(),
  }),
  result: z.object({
    rows: z.array(instanceRow),
    nextCursor: z.string().nullable(),
    /** Rows that match the filter, on all pages. */
    total: z.int(),
    coverage,
  }),
});

const facet = z.array(z.object({ value: z.string(), count: z.int() }));

export const instanceFacets = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-facets',
  summary: 'Counts by status and by name; each ignores the filter on itself',
  params: hubParams,
  query: instanceFilter,
  result: z.object({ status: facet, name: facet, coverage }),
});

export const getInstance = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId',
  summary: 'One instance, read from storage',
  params: instanceParams,
  result: instanceDetail,
});
