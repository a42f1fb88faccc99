import { BIGINT, BOOLEAN, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import {
  instanceKind,
  runtimeStatus,
  type InstanceRow,
  type SortColumn,
} from '../../shared/contract/instances.ts';
import { parseEntityId } from '../../shared/domain/instance-id.ts';
import { instantToTicks, ticksToInstant, type Instant } from '../../shared/domain/instant.ts';

interface Column {
  readonly name: string;
  readonly type: DuckDBType;
  readonly isRequired?: true;
  readonly valueOf: (row: InstanceRow) => DuckDBValue;
}

const customStatusLimit = 1024;

function ticks(instant: Instant | null): bigint | null {
  return instant === null ? null : instantToTicks(instant);
}

function integer(value: number | null | undefined): bigint | null {
  return value === null || value === undefined ? null : BigInt(value);
}

/** Half of a surrogate pair at the cut would become another character in UTF-8. */
function cut(text: string | null): string | null {
  return text && text.length > customStatusLimit
    ? text.slice(0, customStatusLimit).replace(/[\uD800-\uDBFF]$/, '')
    : text;
}

function durationTicks({ createdAt, completedAt }: InstanceRow): bigint | null {
  if (createdAt === null || completedAt === null) return null;
  return instantToTicks(completedAt) - instantToTicks(createdAt);
}

/** Instants and durations are ticks of 100 ns, so that nothing is rounded and order is exact. */
export const columns: readonly Column[] = [
  { name: 'instance_id', type: VARCHAR, isRequired: true, valueOf: (row) => row.instanceId },
  { name: 'kind', type: VARCHAR, isRequired: true, valueOf: (row) => row.kind },
  { name: 'name', type: VARCHAR, valueOf: (row) => row.name },
  { name: 'version', type: VARCHAR, valueOf: (row) => row.version },
  { name: 'runtime_status', type: VARCHAR, isRequired: true, valueOf: (row) => row.runtimeStatus },
  { name: 'created_at', type: BIGINT, valueOf: (row) => ticks(row.createdAt) },
  { name: 'last_updated_at', type: BIGINT, valueOf: (row) => ticks(row.lastUpdatedAt) },
  { name: 'completed_at', type: BIGINT, valueOf: (row) => ticks(row.completedAt) },
  { name: 'scheduled_start_at', type: BIGINT, valueOf: (row) => ticks(row.scheduledStartAt) },
  { name: 'duration', type: BIGINT, valueOf: durationTicks },
  { name: 'execution_id', type: VARCHAR, valueOf: (row) => row.executionId },
  { name: 'generation', type: BIGINT, valueOf: (row) => integer(row.generation) },
  { name: 'custom_status', type: VARCHAR, valueOf: (row) => cut(row.customStatus) },
  { name: 'tags', type: VARCHAR, valueOf: (row) => (row.tags === null ? null : JSON.stringify(row.tags)) },
  { name: 'partition_number', type: BIGINT, valueOf: (row) => integer(row.partition) },
  { name: 'entity_exists', type: BOOLEAN, valueOf: (row) => row.entity?.exists ?? null },
  { name: 'entity_queue_size', type: BIGINT, valueOf: (row) => integer(row.entity?.queueSize) },
  { name: 'entity_locked_by', type: VARCHAR, valueOf: (row) => row.entity?.lockedBy ?? null },
  { name: 'row_version', type: BIGINT, isRequired: true, valueOf: (row) => instantToTicks(row.rowVersion) },
  { name: 'problems', type: VARCHAR, isRequired: true, valueOf: (row) => JSON.stringify(row.problems) },
];

export const columnList = columns.map(({ name }) => name).join(', ');

const definitions = columns.map(
  ({ name, type, isRequired }) => `${name} ${type.toString()}${isRequired ? ' NOT NULL' : ''}`,
);

export function createInstances(table: 'instances' | 'rewritten'): string {
  return `CREATE TABLE ${table} (${definitions.join(', ')}, PRIMARY KEY (instance_id))`;
}

/** What the contract's sort columns are called here. */
export const sortExpressions = {
  instanceId: { column: 'instance_id', holds: 'text' },
  name: { column: 'name', holds: 'text' },
  version: { column: 'version', holds: 'text' },
  runtimeStatus: { column: 'runtime_status', holds: 'text' },
  createdAt: { column: 'created_at', holds: 'integer' },
  lastUpdatedAt: { column: 'last_updated_at', holds: 'integer' },
  completedAt: { column: 'completed_at', holds: 'integer' },
  durationMs: { column: 'duration', holds: 'integer' },
  partition: { column: 'partition_number', holds: 'integer' },
} as const satisfies Record<SortColumn, { column: string; holds: 'text' | 'integer' }>;

const text = z.string().nullable();
const instant = z.bigint().transform(ticksToInstant).nullable();
const count = z.bigint().transform(Number).nullable();

function jsonOf<Content extends z.ZodType>(content: Content) {
  return z
    .string()
    .transform((stored): unknown => JSON.parse(stored))
    .pipe(content);
}

/** A stored row, column by column, to the row it was written from. */
export const storedRow = z
  .object({
    instance_id: z.string(),
    kind: instanceKind,
    name: text,
    version: text,
    runtime_status: runtimeStatus,
    created_at: instant,
    last_updated_at: instant,
    completed_at: instant,
    scheduled_start_at: instant,
    execution_id: text,
    generation: count,
    custom_status: text,
    tags: jsonOf(z.record(z.string(), z.string())).nullable(),
    partition_number: count,
    entity_exists: z.boolean().nullable(),
    entity_queue_size: count,
    entity_locked_by: text,
    row_version: z.bigint().transform(ticksToInstant),
    problems: jsonOf(z.array(z.string())),
  })
  .transform((stored): InstanceRow => ({
    instanceId: stored.instance_id,
    kind: stored.kind,
    name: stored.name,
    version: stored.version,
    runtimeStatus: stored.runtime_status,
    createdAt: stored.created_at,
    lastUpdatedAt: stored.last_updated_at,
    completedAt: stored.completed_at,
    scheduledStartAt: stored.scheduled_start_at,
    executionId: stored.execution_id,
    generation: stored.generation,
    customStatus: stored.custom_status,
    tags: stored.tags,
    partition: stored.partition_number,
    entity:
      stored.entity_exists === null
        ? null
        : {
            exists: stored.entity_exists,
            queueSize: stored.entity_queue_size ?? 0,
            lockedBy: stored.entity_locked_by,
          },
    rowVersion: stored.row_version,
    problems: stored.problems,
  }));
