import type { StoreWriter } from './store-database.ts';

const second = 10_000_000n;
const minute = 60n * second;
const hour = 60n * minute;
const day = 24n * hour;

/** Samples shorter than `span` become one a `span` once they are so old. */
const stages = [
  { span: minute, age: hour },
  { span: 10n * minute, age: day },
];
const keptFor = 30n * day;

/** Only whole spans are folded, so that no span is folded twice. The worst of each is kept, and the last holder. */
async function fold(writer: StoreWriter, span: bigint, before: bigint): Promise<number> {
  const border = (before / span) * span;
  const isOld = `span < ${span} AND sampled_at < ${border}`;
  await writer.run(`CREATE OR REPLACE TEMP TABLE folded AS
    SELECT sampled_at // ${span} * ${span} AS sampled_at, ${span}::BIGINT AS span, queue,
      any_value(partition_number) AS partition_number, max(depth) AS depth, max(oldest_age_ms) AS oldest_age_ms,
      max(max_dequeue_count) AS max_dequeue_count, last(holder ORDER BY sampled_at) AS holder
    FROM queue_samples WHERE ${isOld} GROUP BY sampled_at // ${span}, queue`);
  const deleted = await writer.run(`DELETE FROM queue_samples WHERE ${isOld}`);
  if (deleted > 0) await writer.run('INSERT INTO queue_samples SELECT * FROM folded');
  await writer.run('DROP TABLE folded');
  return deleted;
}

/** Every sample for an hour, one a minute for a day, one in ten minutes for a month. Answers how many rows went. */
export async function thinOut(writer: StoreWriter, now: bigint, movesKept: number): Promise<number> {
  let deleted = await writer.run(`DELETE FROM queue_samples WHERE sampled_at < ${now - keptFor}`);
  for (const { span, age } of stages) deleted += await fold(writer, span, now - age);
  deleted += await writer.run(`DELETE FROM lease_moves WHERE moved_at < ${now - keptFor} OR rowid IN
    (SELECT rowid FROM (SELECT rowid, row_number() OVER (PARTITION BY partition_number ORDER BY moved_at DESC) AS place
      FROM lease_moves) WHERE place > ${movesKept})`);
  return deleted;
}
