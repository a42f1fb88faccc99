import { isTerminal, runtimeStatuses } from '../../../shared/domain/runtime-status.ts';
import type { PartitionCount } from '../../task-hub/instance-index.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { RowSource } from './row-source.ts';
import { countOf } from './stored-row.ts';

const ended = runtimeStatuses.filter(isTerminal);

/** Of the rows whose partition is known. */
export async function countByPartition(rows: RowSource): Promise<PartitionCount[]> {
  const parameters = new Parameters();
  const isOpen = `kind = 'orchestration' AND NOT list_contains(${parameters.texts(ended)}, runtime_status)`;
  const statement = parameters.statement(`SELECT partition_number, count(*) AS all_instances,
      count(*) FILTER (${isOpen}) AS open_instances
    FROM instances WHERE ${isPresent} AND partition_number IS NOT NULL GROUP BY partition_number ORDER BY partition_number`);
  const records = await rows.within((ask) => ask(statement));
  return records.map((record) => ({
    partition: countOf(record, 'partition_number'),
    all: countOf(record, 'all_instances'),
    open: countOf(record, 'open_instances'),
  }));
}
