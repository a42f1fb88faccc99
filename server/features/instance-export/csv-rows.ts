import { stringify } from 'csv-stringify/sync';
import { exportColumns, type ExportColumn } from '../../../shared/contract/instance-export.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { elapsedMs } from '../../../shared/domain/instant.ts';
import { formulaSafe } from './formula-safe.ts';

type Cell = (row: InstanceRow) => string | number | null;

const cells: Record<ExportColumn, Cell> = {
  instanceId: (row) => row.instanceId,
  kind: (row) => row.kind,
  name: (row) => row.name,
  version: (row) => row.version,
  runtimeStatus: (row) => row.runtimeStatus,
  createdAt: (row) => row.createdAt,
  lastUpdatedAt: (row) => row.lastUpdatedAt,
  completedAt: (row) => row.completedAt,
  scheduledStartAt: (row) => row.scheduledStartAt,
  durationMs: ({ createdAt, completedAt }) =>
    createdAt === null || completedAt === null ? null : elapsedMs(createdAt, completedAt),
  executionId: (row) => row.executionId,
  generation: (row) => row.generation,
  customStatus: (row) => row.customStatus,
  errorType: (row) => row.failure?.errorType ?? null,
  failureMessage: (row) => row.failure?.message ?? null,
  parentInstanceId: (row) => row.parentInstanceId,
  partition: (row) => row.partition,
  tags: (row) => row.tags && JSON.stringify(row.tags),
};

const options = {
  // A text is told from an absent one by its quotes, and quotes keep line breaks and separators inside the cell.
  quoted_string: true,
  record_delimiter: 'windows',
  cast: { string: formulaSafe },
} as const;

const byteOrderMark = '\uFEFF';

/** Writes the heading with the first page; without rows, the heading alone is the file. */
export function csvWriter(columns: readonly ExportColumn[] = exportColumns) {
  return {
    heading: byteOrderMark + stringify([columns], { ...options, quoted_string: false }),
    rows: (rows: readonly InstanceRow[]) =>
      stringify(
        rows.map((row) => columns.map((column) => cells[column](row))),
        options,
      ),
  };
}
