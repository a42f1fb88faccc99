import {
  DuckDBDataChunk,
  DuckDBInstance,
  LIST,
  VARCHAR,
  listValue,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import PQueue from 'p-queue';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import { AppError } from '../errors.ts';
import { columnList, columns, createInstances } from './schema.ts';

export type StoredValues = Record<string, DuckDBValue>;

/** SQL text made of fixed words only; whatever a caller brought is in `values`. */
export interface Statement {
  readonly sql: string;
  readonly values: StoredValues;
  readonly types?: Record<string, DuckDBType>;
}

/** Nothing is fetched from outside, nothing but this table is touched. */
const databaseOptions = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  lock_configuration: 'true',
};

const chunkRows = 2048;
const parallelReads = 4;
/** No time limit is set; saying so gives the queue's promises their plain type. */
const untimed = { throwOnTimeout: true } as const;
/** Replaced rows keep their memory, checkpoints or not, until the table is written anew; this many are worth that. */
const rowsWorthARewrite = 20_000;

const updates = columns
  .filter(({ name }) => name !== 'instance_id')
  .map(({ name }) => `${name} = excluded.${name}`)
  .join(', ');

const mergeArrivals = `INSERT INTO instances (${columnList}) SELECT ${columnList} FROM arrivals
  ON CONFLICT (instance_id) DO UPDATE SET ${updates} WHERE excluded.row_version > instances.row_version`;

function isNewer(row: InstanceRow, known: InstanceRow | undefined): boolean {
  return known === undefined || row.rowVersion > known.rowVersion;
}

/** A merge takes the first of two rows with one id, so only the newest may be offered. */
function newestOfEach(rows: readonly InstanceRow[]): InstanceRow[] {
  const newest = new Map<string, InstanceRow>();
  for (const row of rows) {
    if (isNewer(row, newest.get(row.instanceId))) newest.set(row.instanceId, row);
  }
  return [...newest.values()];
}

/** The rows of one task hub in a database of their own, in memory. Writes happen one after the other. */
export class RowStore {
  private count = 0;
  /** Rows replaced or removed since the table was written anew. */
  private leftBehind = 0;
  private isClosed = false;
  private readonly writes = new PQueue({ concurrency: 1 });
  private readonly reads = new PQueue({ concurrency: parallelReads });

  private constructor(
    private readonly database: DuckDBInstance,
    private readonly writer: DuckDBConnection,
  ) {}

  static async open(): Promise<RowStore> {
    const database = await DuckDBInstance.create(':memory:', databaseOptions);
    const writer = await database.connect();
    await writer.run(createInstances('instances'));
    return new RowStore(database, writer);
  }

  get rowCount(): number {
    return this.count;
  }

  /** How many rows were new or newer than the known ones; an older version never replaces a newer one. */
  upsert(rows: readonly InstanceRow[]): Promise<number> {
    if (rows.length === 0) return Promise.resolve(0);
    return this.write(async () => {
      await this.writer.run(
        `CREATE OR REPLACE TEMP TABLE arrivals AS SELECT ${columnList} FROM instances LIMIT 0`,
      );
      const records = newestOfEach(rows).map((row) => columns.map(({ valueOf }) => valueOf(row)));
      await this.append(
        'arrivals',
        columns.map(({ type }) => type),
        records,
      );
      const { rowsChanged } = await this.writer.run(mergeArrivals);
      await this.writer.run('DROP TABLE arrivals');
      return rowsChanged;
    });
  }

  remove(instanceId: string): Promise<number> {
    const sql = 'DELETE FROM instances WHERE instance_id = $instanceId';
    return this.write(async () => (await this.writer.run(sql, { instanceId })).rowsChanged);
  }

  /** Starts a list of the ids that storage still has. */
  async beginRollCall(): Promise<void> {
    await this.write(async () => {
      await this.writer.run('CREATE OR REPLACE TEMP TABLE present (instance_id VARCHAR)');
      return 0;
    });
  }

  async markPresent(instanceIds: readonly string[]): Promise<void> {
    await this.write(async () => {
      await this.append(
        'present',
        [VARCHAR],
        instanceIds.map((id) => [id]),
      );
      return 0;
    });
  }

  /** Removes the rows that were not marked since the roll call began, `except` those with the given ids. */
  removeAbsent(except: () => readonly string[]): Promise<number> {
    return this.write(async () => {
      const { rowsChanged } = await this.writer.run(
        `DELETE FROM instances WHERE NOT list_contains($except, instance_id)
          AND NOT EXISTS (FROM present WHERE present.instance_id = instances.instance_id)`,
        { except: listValue(except()) },
        { except: LIST(VARCHAR) },
      );
      await this.writer.run('DROP TABLE present');
      return rowsChanged;
    });
  }

  /** All statements see the same rows. */
  async read(statements: readonly Statement[]): Promise<StoredValues[][]> {
    this.refuseIfClosed();
    return this.reads.add(async () => {
      const connection = await this.database.connect();
      try {
        await connection.run('BEGIN TRANSACTION READ ONLY');
        const answers: StoredValues[][] = [];
        for (const { sql, values, types } of statements) {
          answers.push((await connection.runAndReadAll(sql, values, types)).getRowObjects());
        }
        return answers;
      } catch (cause) {
        throw new AppError('internal', 'The instance index could not answer.', { cause });
      } finally {
        connection.closeSync();
      }
    }, untimed);
  }

  /** Waits for what is under way, then gives the memory back. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await Promise.all([this.writes.onIdle(), this.reads.onIdle()]);
    this.writer.closeSync();
    this.database.closeSync();
  }

  private async append(table: string, types: DuckDBType[], records: DuckDBValue[][]): Promise<void> {
    const appender = await this.writer.createAppender(table, null, 'temp');
    for (let start = 0; start < records.length; start += chunkRows) {
      const part = records.slice(start, start + chunkRows);
      const chunk = DuckDBDataChunk.create(types, part.length);
      chunk.setRows(part);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  private async write(change: () => Promise<number>): Promise<number> {
    this.refuseIfClosed();
    return this.writes.add(async () => {
      try {
        const changed = await change();
        if (changed > 0) await this.account(changed);
        return changed;
      } catch (cause) {
        throw new AppError('internal', 'The instance index could not take in rows.', { cause });
      }
    }, untimed);
  }

  private async account(changed: number): Promise<void> {
    const before = this.count;
    const reader = await this.writer.runAndReadAll('SELECT count(*) FROM instances');
    this.count = Number(reader.value(0, 0));
    this.leftBehind += changed - Math.max(0, this.count - before);
    if (this.leftBehind < Math.max(rowsWorthARewrite, this.count)) return;
    this.leftBehind = 0;
    await this.rewrite();
  }

  /** In one transaction: queries see the old table or the new one. */
  private async rewrite(): Promise<void> {
    await this.writer.run('BEGIN TRANSACTION');
    try {
      await this.writer.run(createInstances('rewritten'));
      await this.writer.run('INSERT INTO rewritten FROM instances');
      await this.writer.run('DROP TABLE instances');
      await this.writer.run('ALTER TABLE rewritten RENAME TO instances');
      await this.writer.run('COMMIT');
    } catch (error) {
      await this.writer.run('ROLLBACK');
      throw error;
    }
  }

  private refuseIfClosed(): void {
    if (this.isClosed) throw new AppError('store-unavailable', 'The instance index is closed.');
  }
}
