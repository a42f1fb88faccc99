import { exportColumns, type ExportColumn } from '../../../../shared/contract/instance-export.ts';

export const exportColumnWords = {
  instanceId: 'Instance id',
  kind: 'Kind',
  name: 'Name',
  version: 'Version',
  runtimeStatus: 'Status',
  createdAt: 'Created',
  lastUpdatedAt: 'Updated',
  completedAt: 'Completed',
  scheduledStartAt: 'Scheduled start',
  durationMs: 'Duration (ms)',
  executionId: 'Execution id',
  generation: 'Generation',
  customStatus: 'Custom status',
  errorType: 'Error type',
  failureMessage: 'Failure message',
  parentInstanceId: 'Parent',
  partition: 'Partition',
  tags: 'Tags',
} as const satisfies Record<ExportColumn, string>;

/** Parts of columns that the list shows as one. */
const partsOf: Readonly<Partial<Record<string, readonly ExportColumn[]>>> = {
  failure: ['errorType', 'failureMessage'],
};

function columnsOf(id: string): readonly ExportColumn[] {
  if (/^tag\./.test(id)) return ['tags'];
  if (/^custom\./.test(id)) return ['customStatus'];
  return partsOf[id] ?? exportColumns.filter((column) => column === id);
}

/** The columns of a file that say what the list shows, in the order of the list; the id is always among them. */
export function columnsOfList(shown: readonly string[]): ExportColumn[] {
  const columns = new Set(shown.flatMap(columnsOf));
  return columns.has('instanceId') ? [...columns] : ['instanceId', ...columns];
}
