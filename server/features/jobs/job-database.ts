import {
  DuckDBInstance,
  INTEGER,
  LIST,
  VARCHAR,
  listValue,
  version,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { rename, rm } from 'node:fs/promises';
import PQueue from 'p-queue';
import { AppError } from '../../errors.ts';

export type Row = Record<string, DuckDBValue>;
type Values = Record<string, DuckDBValue>;

/** A list of texts or of whole numbers as the value of a parameter, with its type: an empty list has none of its own. */
interface ListParameter {
  readonly list: readonly (string | null)[] | readonly number[];
}

export type Parameter = string | number | bigint | null | ListParameter;

export interface Statements {
  readonly run: (sql: string, parameters?: Record<string, Parameter>) => Promise<void>;
  readonly rows: (sql: string, parameters?: Record<string, Parameter>) => Promise<Row[]>;
  /** For what is appended instead of inserted. */
  readonly connection: DuckDBConnection;
}

const options = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  // Changes are small: spreading them over threads costs more than it saves.
  threads: '1',
};

const tables = `CREATE SEQUENCE job_numbers;
  CREATE TABLE jobs (number INTEGER DEFAULT nextval('job_numbers'), job_id VARCHAR, place VARCHAR,
    definition VARCHAR, progress VARCHAR, is_ended BOOLEAN);
  CREATE TABLE items (job INTEGER, position INTEGER, instance_id VARCHAR, state VARCHAR, code VARCHAR,
    message VARCHAR, ended_at VARCHAR);`;
const layout = `DuckDB ${version()}\n${tables}`;
const untimed = { throwOnTimeout: true } as const;

function isList(parameter: Parameter): parameter is ListParameter {
  return typeof parameter === 'object' && parameter !== null;
}

function bind(parameters: Record<string, Parameter>): [Values, Record<string, DuckDBType>] {
  const values: Values = {};
  const types: Record<string, DuckDBType> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!isList(parameter)) {
      values[name] = parameter;
      if (parameter === null) types[name] = VARCHAR;
      continue;
    }
    values[name] = listValue([...parameter.list]);
    types[name] = LIST(typeof parameter.list[0] === 'number' ? INTEGER : VARCHAR);
  }
  return [values, types];
}

function statementsOf(connection: DuckDBConnection): Statements {
  return {
    connection,
    async run(sql, parameters = {}) {
      await connection.run(sql, ...bind(parameters));
    },
    async rows(sql, parameters = {}) {
      return (await connection.runAndReadAll(sql, ...bind(parameters))).getRowObjects();
    },
  };
}

/** One change after the other, each all or nothing and on the disk when it has ended; questions beside them. */
export class JobDatabase {
  private readonly changes = new PQueue({ concurrency: 1 });
  private readonly questions = new PQueue({ concurrency: 1 });

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection,
    private readonly reader: DuckDBConnection,
  ) {}

  static async open(path: string): Promise<JobDatabase> {
    const instance = await DuckDBInstance.create(path, options);
    try {
      return new JobDatabase(instance, await instance.connect(), await instance.connect());
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  change<Result>(change: (statements: Statements) => Promise<Result>): Promise<Result> {
    return this.changes.add(async () => {
      try {
        await this.writer.run('BEGIN TRANSACTION');
        const result = await change(statementsOf(this.writer));
        await this.writer.run('COMMIT');
        return result;
      } catch (cause) {
        await this.writer.run('ROLLBACK').catch(() => undefined);
        throw new AppError('internal', 'The store of batch jobs did not take a change.', { cause });
      }
    }, untimed);
  }

  ask(sql: string, parameters: Record<string, Parameter> = {}): Promise<Row[]> {
    return this.questions.add(async () => {
      try {
        return await statementsOf(this.reader).rows(sql, parameters);
      } catch (cause) {
        throw new AppError('internal', 'The store of batch jobs did not answer.', { cause });
      }
    }, untimed);
  }

  async close(): Promise<void> {
    await Promise.all([this.changes.onIdle(), this.questions.onIdle()]);
    this.reader.closeSync();
    this.writer.closeSync();
    this.instance.closeSync();
  }
}

/** Whether the database is one of jobs as they are kept today; an empty one becomes it. */
async function isUsable(database: JobDatabase): Promise<boolean> {
  return database.change(async ({ run, rows }) => {
    const names = (await rows('SELECT table_name FROM duckdb_tables()')).map((row) => row['table_name']);
    if (names.length === 0) {
      await run(tables);
      await run('CREATE TABLE about (layout VARCHAR)');
      await run('INSERT INTO about VALUES ($layout)', { layout });
      return true;
    }
    if (!names.includes('about')) return false;
    const [about] = await rows('SELECT layout FROM about');
    if (about?.['layout'] !== layout) return false;
    // Reads every block: damage that is found here is not met by a job later.
    await rows('SELECT count(hash(items)) FROM items');
    await rows('SELECT count(hash(jobs)) FROM jobs');
    return true;
  });
}

async function openUsable(path: string): Promise<JobDatabase | null> {
  const database = await JobDatabase.open(path);
  try {
    if (await isUsable(database)) return database;
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return null;
}

export async function openMemoryDatabase(): Promise<JobDatabase> {
  const database = await openUsable(':memory:');
  if (database === null) throw new TypeError('a database in memory begins empty');
  return database;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

async function setAside(path: string): Promise<string> {
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  await rename(path, aside);
  // Left behind, it would be played into the file that takes the place.
  await rename(`${path}.wal`, `${aside}.wal`).catch(() => rm(`${path}.wal`, { force: true }));
  return aside;
}

/** `null` = the file cannot be had; what cannot be understood is set aside and begun anew. Either is told in one line. */
export async function openFileDatabase(
  path: string,
  onNotice: (notice: string) => void,
): Promise<JobDatabase | null> {
  let reason = 'another version of Durascope wrote it';
  try {
    const database = await openUsable(path);
    if (database !== null) return database;
  } catch (error) {
    reason = reasonOf(error);
    if (/could not set lock on file|conflicting lock/i.test(reason)) {
      onNotice(`${path} is in use by another process: this one keeps its batch jobs in memory.`);
      return null;
    }
  }
  try {
    const aside = await setAside(path);
    const database = await openUsable(path);
    onNotice(`${path} could not be used. It was set aside as ${aside}, and no batch job is known: ${reason}`);
    return database;
  } catch (error) {
    onNotice(`${path} cannot be written, batch jobs are kept in memory: ${reasonOf(error)}`);
    return null;
  }
}
