import {
  DuckDBDataChunk,
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';
import { AppError } from '../errors.ts';
import type { Ask, ReadTransaction, StoredValues } from './queries/row-source.ts';
import { createVersionIndex, dropVersionIndex } from './schema.ts';

/** How one column of a table is filled from things of one kind. */
export interface FilledColumn<Thing> {
  readonly name: string;
  readonly type: DuckDBType;
  readonly valueOf: (thing: Thing) => DuckDBValue;
}

/** Statements of the writing connection, by their SQL. */
type Prepared = Map<string, DuckDBPreparedStatement>;

const chunkRows = 2048;
const parallelReads = 4;
/** What questions free lies scattered; giving it back takes some hundredths of a second, in which nobody is answered. */
const giveBack = { atMostEveryMs: 3_000, whenQuietForMs: 200, atLatestMs: 15_000 } as const;
/** No time limit is set; saying so gives the queue's promises their plain type. */
const untimed = { throwOnTimeout: true } as const;

/** One DuckDB database: writes one after the other, each a transaction; reads side by side. */
export class StoreDatabase {
  private isClosed = false;
  private readonly writes = new PQueue({ concurrency: 1 });
  private readonly readers = new Set<DuckDBConnection>();
  private readonly reads = new PQueue({ concurrency: parallelReads });
  private readonly prepared: Prepared = new Map();
  private givingBack: NodeJS.Timeout | null = null;
  private usedAtMs = 0;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection,
    private readonly memoryLimit: string,
  ) {}

  static async on(instance: DuckDBInstance): Promise<StoreDatabase> {
    const writer = await instance.connect();
    const [memoryLimit = ''] = await new StoreWriter(writer, new Map()).texts(
      "SELECT current_setting('memory_limit')",
    );
    return new StoreDatabase(instance, writer, memoryLimit);
  }

  /** All or nothing: what `change` wrote is seen when it has ended well. `committed` is called then, before the next change. */
  async write<Result>(
    change: (writer: StoreWriter) => Promise<Result>,
    committed: (result: Result) => void = () => undefined,
  ): Promise<Result> {
    this.refuseIfClosed();
    return this.writes.add(async () => {
      try {
        await this.writer.run('BEGIN TRANSACTION');
        const result = await change(new StoreWriter(this.writer, this.prepared));
        await this.writer.run('COMMIT');
        committed(result);
        return result;
      } catch (cause) {
        await this.writer.run('ROLLBACK').catch(() => undefined);
        throw new AppError('internal', 'The instance index could not take in rows.', { cause });
      } finally {
        this.giveBackLater();
      }
    }, untimed);
  }

  /** All statements see the same rows; waits its turn. */
  async within<Answer>(read: (ask: Ask) => Promise<Answer>): Promise<Answer> {
    this.refuseIfClosed();
    return this.reads.add(async () => {
      const transaction = await this.begin();
      try {
        return await read(transaction.ask);
      } finally {
        transaction.close();
        this.giveBackLater();
      }
    }, untimed);
  }

  /** All statements see the same rows, for as long as it takes. */
  async begin(): Promise<ReadTransaction> {
    const connection = await this.instance.connect();
    await connection.run('BEGIN TRANSACTION READ ONLY');
    this.readers.add(connection);
    return {
      ask: async ({ sql, values, types }) => {
        try {
          return (await connection.runAndReadAll(sql, values, types)).getRowObjects();
        } catch (cause) {
          throw new AppError('internal', 'The instance index could not answer.', { cause });
        }
      },
      close: () => {
        this.readers.delete(connection);
        connection.closeSync();
      },
    };
  }

  /** Packs the rows and gives the memory of deleted ones back, unless somebody reads for long. */
  async checkpoint(): Promise<void> {
    await this.writes.add(async () => {
      // In a table with an index, deleted rows keep their memory; in memory, rows only written are not packed at all.
      await this.writer.run(dropVersionIndex);
      await this.withoutReads(() => this.writer.run('CHECKPOINT').catch(() => undefined));
      await this.writer.run(createVersionIndex);
    }, untimed);
  }

  /** Waits for what is under way, then gives the memory or the file back. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.givingBack) clearTimeout(this.givingBack);
    await Promise.all([this.writes.onIdle(), this.reads.onIdle()]);
    // Whoever still reads for long is cut off: a file would stay locked.
    for (const reader of this.readers) reader.closeSync();
    for (const statement of this.prepared.values()) statement.destroySync();
    this.writer.closeSync();
    this.instance.closeSync();
  }

  /** DuckDB refuses a checkpoint while anybody reads: those under way end, others wait. */
  private async withoutReads(run: () => Promise<unknown>): Promise<void> {
    this.reads.concurrency = 1;
    await this.reads.add(run, { ...untimed, priority: 1 });
    this.reads.concurrency = parallelReads;
  }

  private giveBackLater(): void {
    this.usedAtMs = performance.now();
    if (this.givingBack === null)
      this.giveBackIn(giveBack.atMostEveryMs, this.usedAtMs + giveBack.atLatestMs);
  }

  private giveBackIn(delayMs: number, latestAtMs: number): void {
    if (this.isClosed) return;
    this.givingBack = setTimeout(() => {
      this.givingBack = null;
      const presentMs = performance.now();
      const isBusy = this.reads.pending + this.writes.pending > 0;
      const isQuiet = !isBusy && presentMs - this.usedAtMs >= giveBack.whenQuietForMs;
      if (isQuiet || presentMs >= latestAtMs)
        void this.reads.add(() => this.giveBackFreed().catch(() => undefined));
      else this.giveBackIn(giveBack.whenQuietForMs, latestAtMs);
    }, delayMs);
    this.givingBack.unref();
  }

  /** DuckDB returns what it has freed to the system when its limit is set, even to what it was: nothing else makes it. */
  private async giveBackFreed(): Promise<void> {
    const connection = await this.instance.connect();
    try {
      await connection.run(`SET memory_limit = '${this.memoryLimit}'`);
    } finally {
      connection.closeSync();
    }
  }

  private refuseIfClosed(): void {
    if (this.isClosed) throw new AppError('store-unavailable', 'The instance index is closed.');
  }
}

/** What a transaction may do. */
export class StoreWriter {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly prepared: Prepared,
  ) {}

  /** For what is written again and again: planning takes longer than writing a row. */
  async runPrepared(sql: string, values: StoredValues, types: Record<string, DuckDBType>): Promise<void> {
    let statement = this.prepared.get(sql);
    if (statement === undefined) {
      statement = await this.connection.prepare(sql);
      this.prepared.set(sql, statement);
    }
    statement.bind(values, types);
    await statement.run();
  }

  async run(sql: string, values?: StoredValues, types?: Record<string, DuckDBType>): Promise<number> {
    return (await this.connection.run(sql, values, types)).rowsChanged;
  }

  /** The one row of integers that a query gives. */
  async numbers(sql: string): Promise<number[]> {
    const [row = []] = (await this.connection.runAndReadAll(sql)).getRows();
    return row.map(Number);
  }

  /** The first column of a query, which holds texts. */
  async texts(sql: string, values?: StoredValues, types?: Record<string, DuckDBType>): Promise<string[]> {
    return (await this.connection.runAndReadAll(sql, values, types)).getRows().map(([text]) => String(text));
  }

  async records(sql: string): Promise<StoredValues[]> {
    return (await this.connection.runAndReadAll(sql)).getRowObjects();
  }

  /** Puts things into a temporary table made anew, which tells the planner better than a reused one how few they are. */
  async stage<Thing>(
    table: string,
    columns: readonly FilledColumn<Thing>[],
    things: readonly Thing[],
  ): Promise<void> {
    const definitions = columns.map(({ name, type }) => `${name} ${type.toString()}`);
    await this.run(`CREATE OR REPLACE TEMP TABLE ${table} (${definitions.join(', ')})`);
    const appender = await this.connection.createAppender(table, null, 'temp');
    const types = columns.map(({ type }) => type);
    for (let start = 0; start < things.length; start += chunkRows) {
      const part = things.slice(start, start + chunkRows);
      const chunk = DuckDBDataChunk.create(types, part.length);
      for (const [i, { valueOf }] of columns.entries()) chunk.setColumnValues(i, part.map(valueOf));
      appender.appendDataChunk(chunk);
      // A chunk takes some milliseconds: requests get their turn in between.
      if (start + chunkRows < things.length) await setImmediate();
    }
    appender.closeSync();
  }
}
