import { z } from 'zod';
import type { HubSummary } from '../../../shared/contract/hubs.ts';
import { instanceKind, runtimeStatus } from '../../../shared/contract/instances.ts';
import { isPresent } from './revision-sql.ts';
import type { RowSource } from './row-source.ts';

const countRows = z.array(
  z.object({ kind: instanceKind, status: runtimeStatus, count: z.bigint().transform(Number) }),
);

export async function countByKindAndStatus(rows: RowSource): Promise<HubSummary['counts']> {
  const sql = `SELECT kind, runtime_status AS status, count(*) AS count
    FROM instances WHERE ${isPresent} GROUP BY kind, status ORDER BY kind, status`;
  return countRows.parse(await rows.within((ask) => ask({ sql, values: {} })));
}
