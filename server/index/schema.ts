import { BIGINT, BOOLEAN, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { parseEntityId } from '../../shared/domain/instance-id.ts';
import { instantToTicks, type Instant } from '../../shared/domain/instant.ts';

interface Column {
  readonly name: string;
  readonly type: DuckDBType;
  readonly isRequired?: true;
  /** Packed texts that all differ are half as long, and take several times as long to look through. */
  readonly isUnpacked?: true;
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

function entityKey({ kind, instanceId }: InstanceRow): string | null {
  return kind === 'entity' ? (parseEntityId(instanceId)?.key ?? null) : null;
}

/** Instants and durations are ticks of 100 ns, so that nothing is rounded and order is exact. */
export const columns: readonly Column[] = [
  {
    name: 'instance_id',
    type: VARCHAR,
    isRequired: true,
    isUnpacked: true,
    valueOf: (row) => row.instanceId,
  },
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
  { name: 'entity_key', type: VARCHAR, valueOf: entityKey },
  { name: 'error_type', type: VARCHAR, valueOf: (row) => row.failure?.errorType ?? null },
  { name: 'failure_message', type: VARCHAR, valueOf: (row) => row.failure?.message ?? null },
  { name: 'failing_function', type: VARCHAR, valueOf: (row) => row.failure?.failingFunction ?? null },
  { name: 'fingerprint', type: VARCHAR, valueOf: (row) => row.failure?.fingerprint ?? null },
  { name: 'parent_instance_id', type: VARCHAR, valueOf: (row) => row.parentInstanceId },
  { name: 'parent_execution_id', type: VARCHAR, valueOf: (row) => row.parentExecutionId },
  { name: 'row_version', type: BIGINT, isRequired: true, valueOf: (row) => instantToTicks(row.rowVersion) },
  { name: 'problems', type: VARCHAR, isRequired: true, valueOf: (row) => JSON.stringify(row.problems) },
];

export const columnList = columns.map(({ name }) => name).join(', ');

const definitions = columns.map(
  ({ name, type, isRequired, isUnpacked }) =>
    `${name} ${type.toString()}${isUnpacked ? ' USING COMPRESSION uncompressed' : ''}${isRequired ? ' NOT NULL' : ''}`,
);

/**
 * A version of a row holds from `since_revision` on, before `until_revision`; `null` = to this day. Ids are unique among the
 * present versions only, and an index on them would cost more memory than the rows are worth: rows are found by `id_hash`,
 * DuckDB's hash of the id, which is quick to look through.
 */
const revisionDefinitions = [
  'since_revision BIGINT NOT NULL',
  'until_revision BIGINT',
  'id_hash UBIGINT NOT NULL',
  "version_number BIGINT DEFAULT nextval('version_numbers')",
];

export function createTable(name: string): string {
  return `CREATE TABLE ${name} (${[...definitions, ...revisionDefinitions].join(', ')})`;
}

/** An insert leaves `version_number` to its default. */
export function createInstances(): string {
  return `CREATE SEQUENCE version_numbers;
    ${createTable('instances')}`;
}

/** Small, and fetches the wide rows of a page several times as fast as a scan does. */
export const createVersionIndex =
  'CREATE UNIQUE INDEX IF NOT EXISTS instance_versions ON instances (version_number)';
export const dropVersionIndex = 'DROP INDEX IF EXISTS instance_versions';
