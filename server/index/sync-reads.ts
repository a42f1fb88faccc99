import type { RowSource } from './queries/row-source.ts';
import { bigintOf, presentText } from './queries/stored-row.ts';
import { isUnreadFailure } from './row-changes.ts';

const sampledRowsPerPart = 100;

/** Ids that cut the rows into about equal parts, by a sample. */
export async function splitPoints(rows: RowSource, parts: number): Promise<string[]> {
  const sql = `SELECT instance_id FROM (SELECT instance_id FROM instances WHERE until_revision IS NULL)
    USING SAMPLE ${parts * sampledRowsPerPart} ROWS`;
  const records = await rows.within((ask) => ask({ sql, values: {} }));
  const sample = records.map((record) => presentText(record, 'instance_id')).sort();
  const cuts = Array.from({ length: parts - 1 }, (_, i) => Math.floor(((i + 1) * sample.length) / parts));
  return [...new Set(cuts.flatMap((cut) => sample[cut] ?? []))];
}

export interface UnreadFailure {
  readonly instanceId: string;
  readonly version: bigint;
}

/** The failed rows changed last whose failure is not known. */
export async function newestUnreadFailures(rows: RowSource, limit: number): Promise<UnreadFailure[]> {
  const sql = `SELECT instance_id, version_number FROM instances
    WHERE until_revision IS NULL AND ${isUnreadFailure} ORDER BY row_version DESC LIMIT ${limit}`;
  const records = await rows.within((ask) => ask({ sql, values: {} }));
  return records.map((record) => ({
    instanceId: presentText(record, 'instance_id'),
    version: bigintOf(record, 'version_number') ?? 0n,
  }));
}
