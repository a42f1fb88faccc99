import { DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import { jobItem, type JobItem } from '../../../shared/contract/jobs.ts';
import { nowInstant } from '../../clock.ts';
import type { JobDatabase, Row, Statements } from './job-database.ts';
import {
  isEnded,
  jobDefinition,
  jobProgress,
  noCounts,
  type ItemChange,
  type ItemState,
  type JobCounts,
  type JobDefinition,
  type JobProgress,
  type JobRecord,
  type PendingItem,
} from './job-record.ts';

const chunkRows = 2048;
/** Ended ones beyond are forgotten, the oldest first. */
const keptEndedJobs = 200;

export interface ItemQuestion {
  readonly state?: ItemState | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface JobQuestion {
  /** Only jobs made before the one with this number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

function textOf(value: DuckDBValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function recordOf(row: Row): JobRecord {
  return {
    number: Number(row['number']),
    definition: jobDefinition.parse(JSON.parse(textOf(row['definition']))),
    progress: jobProgress.parse(JSON.parse(textOf(row['progress']))),
  };
}

function itemOf(row: Row): JobItem {
  return jobItem.parse({
    position: row['position'],
    instanceId: row['instance_id'],
    state: row['state'],
    code: row['code'],
    message: row['message'],
    at: row['ended_at'],
  });
}

function pendingOf(row: Row): PendingItem {
  return { position: Number(row['position']), instanceId: textOf(row['instance_id']) };
}

function appendItems({ connection }: Statements, job: number, ids: readonly string[]): Promise<void> {
  return connection.createAppender('items').then((appender) => {
    const nothing = (count: number) => Array.from({ length: count }, () => null);
    for (let start = 0; start < ids.length; start += chunkRows) {
      const part = ids.slice(start, start + chunkRows);
      const columns = [
        part.map(() => job),
        part.map((_, n) => start + n),
        part,
        part.map(() => 'pending'),
        ...[1, 2, 3].map(() => nothing(part.length)),
      ];
      const types = [INTEGER, INTEGER, VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR];
      const chunk = DuckDBDataChunk.create(types, part.length);
      columns.forEach((values, column) => chunk.setColumnValues(column, values));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  });
}

async function writeProgress({ run }: Statements, number: number, progress: JobProgress): Promise<void> {
  await run('UPDATE jobs SET progress = $progress, is_ended = ($ended = 1) WHERE number = $number', {
    number,
    progress: JSON.stringify(progress),
    ended: isEnded(progress.state) ? 1 : 0,
  });
}

async function changeItems(
  { run }: Statements,
  number: number,
  changes: readonly ItemChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const positions = changes.map(({ position }) => position);
  await run(
    `UPDATE items SET state = change.state, code = change.code, message = change.message, ended_at = change.ended_at
      FROM (SELECT unnest($positions) AS position, unnest($states) AS state, unnest($codes) AS code,
        unnest($messages) AS message, unnest($times) AS ended_at) AS change
      WHERE items.job = $number AND items.position = change.position
        AND items.position BETWEEN $first AND $last`,
    {
      number,
      first: Math.min(...positions),
      last: Math.max(...positions),
      positions: { list: positions },
      states: { list: changes.map(({ state }) => state) },
      codes: { list: changes.map(({ code }) => code) },
      messages: { list: changes.map(({ message }) => message) },
      times: { list: changes.map(({ at }) => at) },
    },
  );
}

async function countItems({ rows }: Statements, number: number): Promise<JobCounts> {
  const counted = await rows(
    'SELECT state, count(*)::INTEGER AS items FROM items WHERE job = $number GROUP BY state',
    { number },
  );
  return {
    ...noCounts(),
    ...Object.fromEntries(counted.map((row) => [textOf(row['state']), Number(row['items'])])),
  };
}

async function forgetOld({ run }: Statements): Promise<void> {
  const old = `SELECT number FROM jobs WHERE is_ended ORDER BY number DESC OFFSET ${keptEndedJobs}`;
  await run(`DELETE FROM items WHERE job IN (${old})`);
  await run(`DELETE FROM jobs WHERE number IN (${old})`);
}

/** Batch jobs and their items. What a promise here has resolved for survives the end of the process, if it `isDurable`. */
export class JobStore {
  constructor(
    private readonly database: JobDatabase,
    /** `false`: kept in memory. */
    readonly isDurable: boolean,
  ) {}

  /** `place` tells the hub from all others, of other accounts too. */
  create(place: string, definition: JobDefinition, ids: readonly string[]): Promise<JobRecord> {
    return this.database.change(async (statements) => {
      await forgetOld(statements);
      const progress: JobProgress = {
        state: 'running',
        counts: { ...noCounts(), pending: ids.length },
        lastProgressAt: null,
        endedAt: null,
        problem: null,
      };
      const [row] = await statements.rows(
        `INSERT INTO jobs (job_id, place, definition, progress, is_ended)
          VALUES ($jobId, $place, $definition, $progress, false) RETURNING number`,
        {
          jobId: definition.jobId,
          place,
          definition: JSON.stringify(definition),
          progress: JSON.stringify(progress),
        },
      );
      const number = Number(row?.['number']);
      await appendItems(statements, number, ids);
      return { number, definition, progress };
    });
  }

  /** Items and the job's progress in one change. */
  advance(number: number, changes: readonly ItemChange[], progress: JobProgress): Promise<void> {
    return this.database.change(async (statements) => {
      await changeItems(statements, number, changes);
      await writeProgress(statements, number, progress);
    });
  }

  /** Leaves out what was not begun; resolves to what the job ends with. */
  stop(number: number, changes: readonly ItemChange[], progress: JobProgress): Promise<JobProgress> {
    return this.database.change(async (statements) => {
      const at = nowInstant();
      await changeItems(statements, number, changes);
      await statements.run(
        "UPDATE items SET state = 'stopped', ended_at = $at WHERE job = $number AND state = 'pending'",
        { number, at },
      );
      const counts = await countItems(statements, number);
      const stopped: JobProgress = { ...progress, state: 'stopped', endedAt: at, problem: null, counts };
      await writeProgress(statements, number, stopped);
      return stopped;
    });
  }

  async list(place: string, { before, limit }: JobQuestion): Promise<JobRecord[]> {
    const rows = await this.database.ask(
      `SELECT number, definition, progress FROM jobs WHERE place = $place AND number < $before
        ORDER BY number DESC LIMIT $limit`,
      { place, limit, before: before ?? 2 ** 31 - 1 },
    );
    return rows.map(recordOf);
  }

  async find(place: string, jobId: string): Promise<JobRecord | null> {
    const [row] = await this.database.ask(
      'SELECT number, definition, progress FROM jobs WHERE place = $place AND job_id = $jobId',
      { place, jobId },
    );
    return row === undefined ? null : recordOf(row);
  }

  async items(number: number, { state, after, limit }: ItemQuestion): Promise<JobItem[]> {
    const rows = await this.database.ask(
      `SELECT position, instance_id, state, code, message, ended_at FROM items
        WHERE job = $number AND position > $after AND ($state = '' OR state = $state)
        ORDER BY position LIMIT $limit`,
      { number, limit, after: after ?? -1, state: state ?? '' },
    );
    return rows.map(itemOf);
  }

  async pending(number: number, after: number, limit: number): Promise<PendingItem[]> {
    const rows = await this.database.ask(
      `SELECT position, instance_id FROM items WHERE job = $number AND position > $after AND state = 'pending'
        ORDER BY position LIMIT $limit`,
      { number, after, limit },
    );
    return rows.map(pendingOf);
  }

  async idsOf(number: number, state: ItemState): Promise<string[]> {
    const rows = await this.database.ask(
      'SELECT instance_id FROM items WHERE job = $number AND state = $state ORDER BY position',
      { number, state },
    );
    return rows.map((row) => textOf(row['instance_id']));
  }

  /** Which of the instances an earlier job of the same place still has before it or sends to, by instance: the number of the job. */
  async heldByEarlier(place: string, number: number, ids: readonly string[]): Promise<Map<string, number>> {
    const earlier = 'SELECT number FROM jobs WHERE place = $place AND NOT is_ended AND number < $number';
    const [any] = await this.database.ask(`${earlier} LIMIT 1`, { place, number });
    if (any === undefined || ids.length === 0) return new Map();
    const rows = await this.database.ask(
      `SELECT instance_id, min(job) AS job FROM items WHERE job IN (${earlier})
        AND state IN ('pending', 'sending') AND instance_id IN (SELECT unnest($ids)) GROUP BY instance_id`,
      { place, number, ids: { list: [...ids] } },
    );
    return new Map(rows.map((row) => [textOf(row['instance_id']), Number(row['job'])]));
  }

  async titleOf(number: number): Promise<string> {
    const [row] = await this.database.ask('SELECT definition FROM jobs WHERE number = $number', { number });
    return row === undefined ? '' : jobDefinition.parse(JSON.parse(textOf(row['definition']))).title;
  }

  /** Jobs that have not ended, the earliest first, with the place of each. */
  async unfinished(): Promise<{ place: string; record: JobRecord }[]> {
    const rows = await this.database.ask(
      'SELECT place, number, definition, progress FROM jobs WHERE NOT is_ended ORDER BY number',
    );
    return rows.map((row) => ({ place: textOf(row['place']), record: recordOf(row) }));
  }

  /** Whatever was being sent when the process ended may have been sent. Resolves to the number of such items. */
  markInterrupted(number: number, message: string, progressOf: (counts: JobCounts) => JobProgress) {
    return this.database.change(async (statements) => {
      await statements.run(
        `UPDATE items SET state = 'unknown', code = 'outcome-unknown', message = $message, ended_at = $at
          WHERE job = $number AND state = 'sending'`,
        { number, message, at: nowInstant() },
      );
      const progress = progressOf(await countItems(statements, number));
      await writeProgress(statements, number, progress);
      return progress;
    });
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
