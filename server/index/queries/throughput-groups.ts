import { DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import type { Outcomes, ThroughputSeries } from '../../../shared/contract/throughput.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, Statement, StoredValues } from './row-source.ts';
import { countOf, numberOf, textOf } from './stored-row.ts';
import { endOf, stepTicks, type TimeSteps } from './time-steps.ts';

export interface Figures {
  readonly outcomes: Outcomes;
  readonly latency: ThroughputSeries['latency'];
}

/** What is asked about, and when. */
export interface Period {
  readonly question: Question;
  readonly steps: TimeSteps;
}

interface Group {
  readonly step: number | null;
  readonly name: string | null;
}

const noOutcomes: Outcomes = { started: 0, completed: 0, failed: 0, terminated: 0 };

const ticksPerMs = 10_000;
/** A list is looked through once for each text that is kept for many rows, a comparison is made for each row. */
const hasEnded = "list_contains(['Completed', 'Failed', 'Terminated'], runtime_status)";
const startCounts = 'count(*) AS started';
const endCounts = `count(*) FILTER (runtime_status = 'Completed') AS completed,
  count(*) FILTER (runtime_status = 'Failed') AS failed,
  count(*) FILTER (runtime_status = 'Terminated') AS terminated`;
const durations = 'quantile_cont(duration, [0.5, 0.95, 0.99]) AS quantiles, count(duration) AS timed';

export function orchestrations({ terms, now }: Question, parameters: Parameters): string {
  return `${isPresent} AND list_contains(['orchestration'], kind) AND ${filterSql(terms, now, parameters)}`;
}

type Time = 'created_at' | 'completed_at';

/** What started or ended in the period, each with its step. */
function rowsSql({ question, steps }: Period, time: Time, parameters: Parameters): string {
  const [from, to] = [parameters.integer(steps.from), parameters.integer(endOf(steps))];
  const conditions = [
    orchestrations(question, parameters),
    `${time} >= ${from} AND ${time} < ${to}`,
    ...(time === 'completed_at' ? [hasEnded] : []),
  ];
  return `(SELECT (${time} - ${from}) // ${parameters.integer(stepTicks(steps))} AS step, name, runtime_status, duration
    FROM instances WHERE ${conditions.join(' AND ')})`;
}

function totalSql(period: Period, time: Time, figures: string): Statement {
  const parameters = new Parameters();
  return parameters.statement(`SELECT ${figures} FROM ${rowsSql(period, time, parameters)}`);
}

/** Counts of larger groups are sums of these. */
function countsSql(period: Period, time: Time, counts: string): Statement {
  const parameters = new Parameters();
  return parameters.statement(
    `SELECT step, name, ${counts} FROM ${rowsSql(period, time, parameters)} GROUP BY step, name`,
  );
}

/**
 * Percentiles are no sums: each group needs its own, and they are dear, hence only of the names that are shown. Those are told by
 * their places among them, which are quicker to group by.
 */
function latenciesSql(period: Period, names: readonly string[]): Statement {
  const parameters = new Parameters();
  const place = `coalesce(list_position(${parameters.texts(names)}, name), 0)::INTEGER`;
  const rows = rowsSql(period, 'completed_at', parameters);
  return parameters.statement(`WITH ended AS MATERIALIZED (
      SELECT step::INTEGER AS step, ${place} AS place, duration FROM ${rows})
    SELECT NULL AS step, NULL AS place, ${durations} FROM ended
    UNION ALL SELECT step, NULL, ${durations} FROM ended GROUP BY step
    UNION ALL SELECT NULL, place, ${durations} FROM ended WHERE place > 0 GROUP BY place
    UNION ALL SELECT step, place, ${durations} FROM ended WHERE place > 0 GROUP BY step, place`);
}

function keyOf({ step, name }: Group): string {
  return JSON.stringify([step, name]);
}

function latencyGroup(record: StoredValues, names: readonly string[]): Group {
  const place = numberOf(record, 'place');
  return { step: numberOf(record, 'step'), name: place === null ? null : (names[place - 1] ?? null) };
}

function msOf(quantile: DuckDBValue | undefined): number {
  return typeof quantile === 'number' ? quantile / ticksPerMs : 0;
}

function latencyOf(record: StoredValues): Figures['latency'] {
  const quantiles = record['quantiles'];
  const count = numberOf(record, 'timed') ?? 0;
  if (count === 0 || !(quantiles instanceof DuckDBListValue)) return null;
  const [p50, p95, p99] = quantiles.items;
  return { p50Ms: msOf(p50), p95Ms: msOf(p95), p99Ms: msOf(p99), count };
}

function totalOf({ started, completed, failed, terminated }: Outcomes): number {
  return started + completed + failed + terminated;
}

function outcomesOf(record: StoredValues): Outcomes {
  const of = (column: keyof Outcomes) => (column in record ? countOf(record, column) : 0);
  return {
    started: of('started'),
    completed: of('completed'),
    failed: of('failed'),
    terminated: of('terminated'),
  };
}

function sumOf(one: Outcomes, other: Outcomes): Outcomes {
  return {
    started: one.started + other.started,
    completed: one.completed + other.completed,
    failed: one.failed + other.failed,
    terminated: one.terminated + other.terminated,
  };
}

/** Those without a name are in no series of their own. */
function groupsWith({ step, name }: Group): readonly Group[] {
  const all = { step: null, name: null };
  const ofStep = { step, name: null };
  return name === null ? [all, ofStep] : [all, ofStep, { step: null, name }, { step, name }];
}

/** Started and ended in the whole period. */
export async function readTotal(ask: Ask, period: Period): Promise<Figures> {
  const [started = {}] = await ask(totalSql(period, 'created_at', startCounts));
  const [ended = {}] = await ask(totalSql(period, 'completed_at', `${endCounts}, ${durations}`));
  return { outcomes: sumOf(outcomesOf(started), outcomesOf(ended)), latency: latencyOf(ended) };
}

/** What started and what ended: in all, in each step, and of the busiest names. */
export class ThroughputGroups {
  private readonly outcomes = new Map<string, Outcomes>();
  private readonly latencies = new Map<string, Figures['latency']>();
  private readonly totals = new Map<string, number>();

  /** Of how many names there is more to tell than counts. */
  static async read(ask: Ask, period: Period, names: number): Promise<ThroughputGroups> {
    const groups = new ThroughputGroups();
    for (const record of await ask(countsSql(period, 'created_at', startCounts))) groups.add(record);
    for (const record of await ask(countsSql(period, 'completed_at', endCounts))) groups.add(record);
    const shown = groups.busiestNames(names);
    for (const record of await ask(latenciesSql(period, shown)))
      groups.latencies.set(keyOf(latencyGroup(record, shown)), latencyOf(record));
    return groups;
  }

  of(group: Group): Figures {
    const key = keyOf(group);
    return { outcomes: this.outcomes.get(key) ?? noOutcomes, latency: this.latencies.get(key) ?? null };
  }

  /** Those with the most starts and ends first. */
  busiestNames(most: number): string[] {
    const inOrder = [...this.totals].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
    return inOrder.slice(0, most).map(([name]) => name);
  }

  private add(record: StoredValues): void {
    const group = { step: countOf(record, 'step'), name: textOf(record, 'name') };
    const more = outcomesOf(record);
    for (const key of groupsWith(group).map(keyOf))
      this.outcomes.set(key, sumOf(this.outcomes.get(key) ?? noOutcomes, more));
    if (group.name !== null) this.totals.set(group.name, (this.totals.get(group.name) ?? 0) + totalOf(more));
  }
}
