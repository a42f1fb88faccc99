import type { DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import {
  instanceKind,
  runtimeStatus,
  type FailureSummary,
  type InstanceRow,
} from '../../../shared/contract/instances.ts';
import { ticksToInstant, type Instant } from '../../../shared/domain/instant.ts';
import { AppError } from '../../errors.ts';
import type { StoredValues } from './row-source.ts';

function unexpected(column: string): never {
  throw new AppError('internal', `The instance index holds a ${column} that it cannot read.`);
}

function valueOf(record: StoredValues, column: string): DuckDBValue {
  const value = record[column];
  return value === undefined ? unexpected(column) : value;
}

export function textOf(record: StoredValues, column: string): string | null {
  const value = valueOf(record, column);
  return value === null || typeof value === 'string' ? value : unexpected(column);
}

export function bigintOf(record: StoredValues, column: string): bigint | null {
  const value = valueOf(record, column);
  return value === null || typeof value === 'bigint' ? value : unexpected(column);
}

export function numberOf(record: StoredValues, column: string): number | null {
  const value = valueOf(record, column);
  if (value === null || typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : unexpected(column);
}

export function instantOf(record: StoredValues, column: string): Instant | null {
  const ticks = bigintOf(record, column);
  return ticks === null ? null : ticksToInstant(ticks);
}

export function countOf(record: StoredValues, column: string): number {
  return numberOf(record, column) ?? unexpected(column);
}

export function presentText(record: StoredValues, column: string): string {
  return textOf(record, column) ?? unexpected(column);
}

const tagTexts = z.record(z.string(), z.string());
const problemTexts = z.array(z.string());

function tagsOf(record: StoredValues): InstanceRow['tags'] {
  const stored = textOf(record, 'tags');
  return stored === null ? null : tagTexts.parse(JSON.parse(stored));
}

function problemsOf(record: StoredValues): string[] {
  const stored = presentText(record, 'problems');
  return stored === '[]' ? [] : problemTexts.parse(JSON.parse(stored));
}

function entityOf(record: StoredValues): InstanceRow['entity'] {
  const exists = valueOf(record, 'entity_exists');
  if (typeof exists !== 'boolean') return null;
  return {
    exists,
    queueSize: numberOf(record, 'entity_queue_size') ?? 0,
    lockedBy: textOf(record, 'entity_locked_by'),
  };
}

function failureOf(record: StoredValues): FailureSummary | null {
  const fingerprint = textOf(record, 'fingerprint');
  if (fingerprint === null) return null;
  return {
    errorType: textOf(record, 'error_type'),
    message: presentText(record, 'failure_message'),
    failingFunction: textOf(record, 'failing_function'),
    fingerprint,
  };
}

const kinds = new Map<string, InstanceRow['kind']>(instanceKind.options.map((kind) => [kind, kind]));
const statuses = new Map<string, InstanceRow['runtimeStatus']>(
  runtimeStatus.options.map((status) => [status, status]),
);

/** A stored row to the row it was written from. Lists are long, so each column is checked by hand instead of by a schema. */
export function instanceRowOf(record: StoredValues): InstanceRow {
  return {
    instanceId: presentText(record, 'instance_id'),
    kind: kinds.get(presentText(record, 'kind')) ?? unexpected('kind'),
    name: textOf(record, 'name'),
    version: textOf(record, 'version'),
    runtimeStatus: statuses.get(presentText(record, 'runtime_status')) ?? unexpected('runtime_status'),
    createdAt: instantOf(record, 'created_at'),
    lastUpdatedAt: instantOf(record, 'last_updated_at'),
    completedAt: instantOf(record, 'completed_at'),
    scheduledStartAt: instantOf(record, 'scheduled_start_at'),
    executionId: textOf(record, 'execution_id'),
    generation: numberOf(record, 'generation'),
    customStatus: textOf(record, 'custom_status'),
    tags: tagsOf(record),
    partition: numberOf(record, 'partition_number'),
    entity: entityOf(record),
    failure: failureOf(record),
    parentInstanceId: textOf(record, 'parent_instance_id'),
    parentExecutionId: textOf(record, 'parent_execution_id'),
    rowVersion: instantOf(record, 'row_version') ?? unexpected('row_version'),
    problems: problemsOf(record),
  };
}
