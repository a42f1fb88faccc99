import type { SortColumn } from '../../../shared/contract/instances.ts';
import type { StoredValues } from './row-source.ts';

export interface Sorting {
  readonly sort: SortColumn;
  readonly order: 'asc' | 'desc';
}

export interface SortKey {
  readonly sql: string;
  readonly holds: 'text' | 'integer';
  /** Hardly two rows have the same value. */
  readonly isDistinct?: true;
}

/** What the contract's sort columns are here. */
export const sortKeys: Readonly<Record<SortColumn, SortKey>> = {
  instanceId: { sql: 'instance_id', holds: 'text', isDistinct: true },
  kind: { sql: 'kind', holds: 'text' },
  name: { sql: 'name', holds: 'text' },
  version: { sql: 'version', holds: 'text' },
  runtimeStatus: { sql: 'runtime_status', holds: 'text' },
  createdAt: { sql: 'created_at', holds: 'integer', isDistinct: true },
  lastUpdatedAt: { sql: 'last_updated_at', holds: 'integer', isDistinct: true },
  completedAt: { sql: 'completed_at', holds: 'integer', isDistinct: true },
  scheduledStartAt: { sql: 'scheduled_start_at', holds: 'integer', isDistinct: true },
  durationMs: { sql: 'duration', holds: 'integer', isDistinct: true },
  customStatus: { sql: 'custom_status', holds: 'text' },
  failure: { sql: "(coalesce(error_type, '') || chr(0) || failure_message)", holds: 'text' },
  parentInstanceId: { sql: 'parent_instance_id', holds: 'text' },
  executionId: { sql: 'execution_id', holds: 'text', isDistinct: true },
  generation: { sql: 'generation', holds: 'integer' },
  partition: { sql: 'partition_number', holds: 'integer' },
};

/** `null` = the row has no value there. */
export type SortValue = string | bigint | null;

/** Of a record that has it as `sort_key`. */
export function sortValueOf(record: StoredValues): SortValue {
  const key = record['sort_key'];
  return typeof key === 'bigint' || typeof key === 'string' ? key : null;
}
