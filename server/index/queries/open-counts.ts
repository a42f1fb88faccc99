import { runtimeStatus } from '../../../shared/contract/instances.ts';
import type { OpenCount } from '../../../shared/contract/gate.ts';
import { isTerminal, runtimeStatuses } from '../../../shared/domain/runtime-status.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { RowSource } from './row-source.ts';
import { countOf, presentText, textOf } from './stored-row.ts';

/** A hub whose names or versions have no end would otherwise have groups without end. */
const mostGroups = 1_000;
const ended = runtimeStatuses.filter(isTerminal);

/** Orchestrations that have not ended. */
export async function countOpen(rows: RowSource): Promise<{ groups: OpenCount[]; isComplete: boolean }> {
  const parameters = new Parameters();
  const isOpen = `kind = 'orchestration' AND NOT list_contains(${parameters.texts(ended)}, runtime_status)`;
  const statement = parameters.statement(`SELECT name, version, runtime_status, count(*) AS count
    FROM instances WHERE ${isPresent} AND ${isOpen} GROUP BY name, version, runtime_status
    ORDER BY count DESC, name, version, runtime_status LIMIT ${mostGroups + 1}`);
  const records = await rows.within((ask) => ask(statement));
  const groups = records.slice(0, mostGroups).map((record) => ({
    name: textOf(record, 'name'),
    version: textOf(record, 'version'),
    status: runtimeStatus.parse(presentText(record, 'runtime_status')),
    count: countOf(record, 'count'),
  }));
  return { groups, isComplete: records.length <= mostGroups };
}
