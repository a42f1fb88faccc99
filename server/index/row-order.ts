import { createTable } from './schema.ts';
import type { StoreWriter } from './store-database.ts';

/** DuckDB knows the least and the greatest value of each group of so many rows, and passes groups over by them. */
export const rowsPerGroup = 122_880;
/** Each range looks through the whole table. */
const mostRanges = 32;
/** Fewer groups are looked through sooner than rows are moved. */
const fewestGroups = 3;
/** Of the whole span of times, the part that an average group covers at most when rows are in order. */
const widestGroup = 0.4;

const table = 'instances_in_order';
export const dropUnfinishedOrder = `DROP TABLE IF EXISTS ${table}`;

/** Whether rows created at about the same time lie together. New rows come last, so that order once made hardly fades. */
export async function areInOrder(writer: StoreWriter, groupRows: number): Promise<boolean> {
  const [groups = 0, width = 0] = await writer.numbers(`SELECT count(*),
      coalesce(avg(greatest_time - least_time) / nullif(max(greatest_time) - min(least_time), 0), 0)
    FROM (SELECT min(created_at) AS least_time, max(created_at) AS greatest_time
      FROM instances GROUP BY rowid // ${groupRows})`);
  return groups < fewestGroups || width <= widestGroup;
}

/** Makes an empty copy of the table; the answer are conditions that cut its rows into ranges of time, the earliest first. */
export async function beginOrder(writer: StoreWriter, groups: number): Promise<string[]> {
  await writer.run(dropUnfinishedOrder);
  await writer.run(createTable(table));
  const ranges = Math.min(groups, mostRanges);
  const shares = Array.from({ length: ranges - 1 }, (_, i) => (i + 1) / ranges);
  const borders = await writer.texts(
    `SELECT unnest(approx_quantile(created_at, [${shares.join(', ')}]::FLOAT[])) FROM instances`,
  );
  return Array.from({ length: ranges }, (_, i) => {
    const [from, to] = [borders[i - 1], borders[i]];
    const limits = [
      ...(from === undefined ? [] : [`created_at >= ${from}`]),
      ...(to === undefined ? [] : [`created_at < ${to}`]),
    ];
    const range = limits.length === 0 ? 'true' : limits.join(' AND ');
    return to === undefined ? `(${range} OR created_at IS NULL)` : range;
  });
}

export async function copyRange(writer: StoreWriter, range: string): Promise<void> {
  await writer.run(`INSERT INTO ${table} SELECT * FROM instances WHERE ${range}`);
}

/** Brings what changed after the revision at which copying began, and puts the copy into the table's place. */
export async function endOrder(writer: StoreWriter, begunAt: number): Promise<void> {
  const changed = `FROM instances WHERE since_revision > ${begunAt} OR until_revision > ${begunAt}`;
  await writer.run(`DELETE FROM ${table} WHERE version_number IN (SELECT version_number ${changed})
    OR version_number NOT IN (SELECT version_number FROM instances)`);
  await writer.run(`INSERT INTO ${table} SELECT * ${changed}`);
  await writer.run('DROP TABLE instances');
  await writer.run(`ALTER TABLE ${table} RENAME TO instances`);
}
