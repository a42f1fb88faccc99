import { BIGINT, DOUBLE, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { instantToTicks, type Instant } from '../../shared/domain/instant.ts';
import type {
  QueueSample,
  QueueSamples,
  QueueStep,
  SeenLeases,
  SeenMove,
  StepsAsked,
} from '../task-hub/queue-samples.ts';
import type { StoreDatabase, StoreWriter } from './store-database.ts';
import { countOf, instantOf, numberOf, presentText, textOf } from './queries/stored-row.ts';
import type { Ask } from './queries/row-source.ts';
import { thinOut } from './thin-queue-samples.ts';

const ticksPerMs = 10_000n;
const thinEveryMs = 300_000;
/** Deleted rows give their memory back when a checkpoint is made. */
const deletedRowsWorthACheckpoint = 20_000;
const movesKeptPerPartition = 100;

/** `sampled_at` are ticks of 100 ns; a sample is good for `span` ticks. A changed layout drops what was kept by another. */
const tables = {
  queue_samples: `sampled_at BIGINT, span BIGINT, queue VARCHAR, partition_number BIGINT, depth BIGINT,
    oldest_age_ms DOUBLE, max_dequeue_count BIGINT, holder VARCHAR`,
  lease_moves: 'moved_at BIGINT, partition_number BIGINT, from_worker VARCHAR, to_worker VARCHAR',
} as const;

const sampleTypes: Record<string, DuckDBType> = {
  at: BIGINT,
  span: BIGINT,
  queue: VARCHAR,
  partition: BIGINT,
  depth: BIGINT,
  age: DOUBLE,
  dequeues: BIGINT,
  holder: VARCHAR,
};
const moveTypes: Record<string, DuckDBType> = { at: BIGINT, partition: BIGINT, from: VARCHAR, to: VARCHAR };

function sampleValues(sample: QueueSample): Record<string, DuckDBValue> {
  return {
    queue: sample.queue,
    partition: sample.partition === null ? null : BigInt(sample.partition),
    depth: BigInt(sample.depth),
    age: sample.oldestAgeMs,
    dequeues: BigInt(sample.maxDequeueCount),
    holder: sample.holder,
  };
}

async function layOut(writer: StoreWriter): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await writer.run(`CREATE TABLE IF NOT EXISTS ${table} (${columns})`);
  }
}

/** Reads every block: damage or another layout shows itself here. */
async function readWhole(writer: StoreWriter): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    const names = columns.split(',').map((column) => column.trim().split(' ')[0]);
    await writer.numbers(`SELECT count(hash(${names.join(', ')})) FROM ${table}`);
  }
}

async function dropAll(writer: StoreWriter): Promise<void> {
  for (const table of Object.keys(tables)) await writer.run(`DROP TABLE IF EXISTS ${table}`);
  await layOut(writer);
}

async function readLeases(ask: Ask): Promise<SeenLeases> {
  const moves = await ask({
    sql: `SELECT moved_at, partition_number, from_worker, to_worker FROM lease_moves
      ORDER BY moved_at DESC, partition_number`,
    values: {},
  });
  const holders = await ask({
    sql: `SELECT partition_number, last(holder ORDER BY sampled_at) AS holder,
        greatest(min(sampled_at), coalesce(any_value(last_move), 0)) AS since
      FROM queue_samples LEFT JOIN (SELECT partition_number, max(moved_at) AS last_move FROM lease_moves
        GROUP BY partition_number) USING (partition_number)
      WHERE partition_number IS NOT NULL GROUP BY partition_number ORDER BY partition_number`,
    values: {},
  });
  return {
    moves: moves.map((record) => ({
      at: instantOf(record, 'moved_at') ?? '',
      partition: countOf(record, 'partition_number'),
      from: textOf(record, 'from_worker'),
      to: textOf(record, 'to_worker'),
    })),
    holders: holders.map((record) => ({
      partition: countOf(record, 'partition_number'),
      holder: textOf(record, 'holder'),
      since: instantOf(record, 'since') ?? '',
    })),
  };
}

const stepsSql = `SELECT queue, any_value(partition_number) AS partition_number, step, max(depth) AS depth,
    max(oldest_age_ms) AS oldest_age_ms, max(max_dequeue_count) AS max_dequeue_count,
    last(holder ORDER BY sampled_at) AS holder
  FROM (SELECT *, unnest(range(greatest(0, (sampled_at - $from) // $width),
      least($count - 1, (sampled_at + span - 1 - $from) // $width) + 1)) AS step
    FROM queue_samples WHERE sampled_at + span > $from AND sampled_at < $from + $count * $width)
  GROUP BY queue, step`;

/** Samples of the queues in tables beside the rows. They cannot be read again from storage, but nothing depends on them. */
export class StoredQueueSamples implements QueueSamples {
  private thinnedAt = 0n;
  private deletedRows = 0;

  private constructor(private readonly database: StoreDatabase) {}

  static async open(database: StoreDatabase): Promise<StoredQueueSamples> {
    try {
      await database.write(layOut);
      await database.write(readWhole);
    } catch {
      await database.write(dropAll);
    }
    return new StoredQueueSamples(database);
  }

  async keep(
    at: Instant,
    spanMs: number,
    { samples, moves }: { samples: readonly QueueSample[]; moves: readonly SeenMove[] },
  ): Promise<void> {
    const ticks = instantToTicks(at);
    await this.database.write(async (writer) => {
      for (const sample of samples) {
        await writer.runPrepared(
          `INSERT INTO queue_samples VALUES ($at, $span, $queue, $partition, $depth, $age, $dequeues, $holder)`,
          { at: ticks, span: BigInt(spanMs) * ticksPerMs, ...sampleValues(sample) },
          sampleTypes,
        );
      }
      for (const { at: movedAt, partition, from, to } of moves) {
        const values = { at: instantToTicks(movedAt), partition: BigInt(partition), from, to };
        await writer.runPrepared(
          'INSERT INTO lease_moves VALUES ($at, $partition, $from, $to)',
          values,
          moveTypes,
        );
      }
    });
    if (ticks - this.thinnedAt >= BigInt(thinEveryMs) * ticksPerMs) await this.thin(ticks);
  }

  async steps({ from, stepMs, count }: StepsAsked): Promise<readonly QueueStep[]> {
    const values = {
      from: instantToTicks(from),
      width: BigInt(Math.round(stepMs * Number(ticksPerMs))),
      count: BigInt(count),
    };
    const types = { from: BIGINT, width: BIGINT, count: BIGINT };
    const records = await this.database.within((ask) => ask({ sql: stepsSql, values, types }));
    return records.map((record) => ({
      queue: presentText(record, 'queue'),
      partition: numberOf(record, 'partition_number'),
      step: countOf(record, 'step'),
      depth: countOf(record, 'depth'),
      oldestAgeMs: countOf(record, 'oldest_age_ms'),
      maxDequeueCount: countOf(record, 'max_dequeue_count'),
      holder: textOf(record, 'holder'),
    }));
  }

  leases(): Promise<SeenLeases> {
    return this.database.within(readLeases);
  }

  async since(): Promise<Instant | null> {
    const sql = 'SELECT min(sampled_at) AS first FROM queue_samples';
    const [record] = await this.database.within((ask) => ask({ sql, values: {} }));
    return record === undefined ? null : instantOf(record, 'first');
  }

  private async thin(now: bigint): Promise<void> {
    this.thinnedAt = now;
    this.deletedRows += await this.database.write((writer) => thinOut(writer, now, movesKeptPerPartition));
    if (this.deletedRows < deletedRowsWorthACheckpoint) return;
    this.deletedRows = 0;
    await this.database.checkpoint();
  }
}
