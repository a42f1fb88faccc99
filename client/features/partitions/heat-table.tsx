import type { QueueHistory } from '../../../shared/contract/partitions.ts';
import { DataTable } from '../../components/charts/data-table.tsx';
import { hubNameOf } from '../../lib/hub-name.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { queueLabel } from '../../lib/queue-label.ts';
import { cellWords } from './heat-look.ts';
import { columnMoments } from './heat-words.ts';
import type { HeatValue } from './partitions-search.ts';

interface HeatTableProps {
  hub: string;
  history: QueueHistory;
  value: HeatValue;
}

/** The cells of the heat map as text, the latest first. */
export function HeatTable({ hub, history, value }: HeatTableProps) {
  const { timeZone } = usePreferences();
  const { queues } = history;
  const columns = queues[0]?.cells.length ?? 0;
  const rows = Array.from({ length: columns }, (_, place) => columns - 1 - place).map((column) => ({
    key: column,
    head: columnMoments(history, column, timeZone),
    cells: queues.map(({ cells }) => (cells[column] === undefined ? '' : cellWords(cells[column], value))),
  }));
  return (
    <DataTable
      label="Queues over time, as a table"
      headLabel="Time"
      columns={queues.map(({ queue }) => ({ key: queue, label: queueLabel(queue, hubNameOf(hub)) }))}
      rows={rows}
    />
  );
}
