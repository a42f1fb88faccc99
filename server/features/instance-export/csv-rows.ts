import { exportColumns, type ExportColumn } from '../../../shared/contract/instance-export.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { elapsedMs } from '../../../shared/domain/instant.ts';
import { csvHeading, csvLines } from '../../csv/csv-text.ts';

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

/** Writes the heading with the first page; without rows, the heading alone is the file. */
export function csvWriter(columns: readonly ExportColumn[] = exportColumns) {
  return {
    heading: csvHeading(columns),
    rows: (rows: readonly InstanceRow[]) =>
      csvLines(rows.map((row) => columns.map((column) => cells[column](row)))),
  };
}
