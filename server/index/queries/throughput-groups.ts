import { DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import type { Outcomes, ThroughputSeries } from '../../../shared/contract/throughput.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, StoredValues } from './row-source.ts';
import { countOf, numberOf, textOf } from './stored-row.ts';
import { endOf, stepTicks, type TimeSteps } from './time-steps.ts';

export interface Figures {
  readonly outcomes: Outcomes;
  readonly latency: ThroughputSeries['latency'];
}

type Grouping = 'total' | 'step' | 'name' | 'step and name';

export interface GroupsRequest {
  readonly question: Question;
  readonly steps: TimeSteps;
  readonly groupings: readonly Grouping[];
  /** Only these names; all when left out. */
  readonly names?: readonly string[];
}

interface Group {
  readonly step: number | null;
  readonly name: string | null;
}

const noFigures: Figures = {
  outcomes: { started: 0, completed: 0, failed: 0, terminated: 0 },
  latency: null,
};

const groupingSets: Readonly<Record<Grouping, string>> = {
  total: '()',
  step: '(step)',
  name: '(name)',
  'step and name': '(step, name)',
};

const ticksPerMs = 10_000;
const hasEnded = "runtime_status IN ('Completed', 'Failed', 'Terminated')";
const startFigures = 'count(*) AS started';
const endFigures = `count(*) FILTER (runtime_status = 'Completed') AS completed,
  count(*) FILTER (runtime_status = 'Failed') AS failed,
  count(*) FILTER (runtime_status = 'Terminated') AS terminated,
  quantile_cont(duration, [0.5, 0.95, 0.99]) AS quantiles, count(duration) AS timed`;

export function orchestrations({ terms, now }: Question, parameters: Parameters): string {
  return `${isPresent} AND kind = 'orchestration' AND ${filterSql(terms, now, parameters)}`;
}

function groupedSql(rows: string, groupings: readonly Grouping[], figures: string): string {
  // SQL knows no `grouping_id` where nothing is grouped.
  if (groupings.every((grouping) => grouping === 'total'))
    return `SELECT NULL AS step, NULL AS name, 1 AS all_steps, 1 AS all_names, ${figures} FROM ${rows}`;
  const sets = groupings.map((grouping) => groupingSets[grouping]).join(', ');
  return `SELECT step, name, grouping_id(step) AS all_steps, grouping_id(name) AS all_names, ${figures}
    FROM ${rows} GROUP BY GROUPING SETS (${sets})`;
}

function groupsSql(request: GroupsRequest, time: 'created_at' | 'completed_at', figures: string) {
  const { question, steps, groupings, names } = request;
  const parameters = new Parameters();
  const [from, to] = [parameters.integer(steps.from), parameters.integer(endOf(steps))];
  const conditions = [
    orchestrations(question, parameters),
    `${time} >= ${from} AND ${time} < ${to}`,
    ...(time === 'completed_at' ? [hasEnded] : []),
    ...(names ? [`list_contains(${parameters.texts(names)}, name)`] : []),
  ];
  const rows = `(SELECT (${time} - ${from}) // ${parameters.integer(stepTicks(steps))} AS step, name, runtime_status, duration
    FROM instances WHERE ${conditions.join(' AND ')})`;
  return parameters.statement(groupedSql(rows, groupings, figures));
}

function keyOf({ step, name }: Group): string {
  return JSON.stringify([step, name]);
}

/** `null` for those without a name, who are in no series of their own. */
function groupOf(record: StoredValues): Group | null {
  const hasName = countOf(record, 'all_names') === 0;
  const name = hasName ? textOf(record, 'name') : null;
  if (hasName && name === null) return null;
  return { step: countOf(record, 'all_steps') === 1 ? null : countOf(record, 'step'), name };
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

/** What started and what ended, in each group asked for. */
export class ThroughputGroups {
  private readonly groups = new Map<string, Group & Figures>();

  static async read(ask: Ask, request: GroupsRequest): Promise<ThroughputGroups> {
    const groups = new ThroughputGroups();
    for (const record of await ask(groupsSql(request, 'created_at', startFigures))) {
      groups.change(record, ({ outcomes, latency }) => ({
        outcomes: { ...outcomes, started: countOf(record, 'started') },
        latency,
      }));
    }
    for (const record of await ask(groupsSql(request, 'completed_at', endFigures))) {
      groups.change(record, ({ outcomes }) => ({
        outcomes: {
          started: outcomes.started,
          completed: countOf(record, 'completed'),
          failed: countOf(record, 'failed'),
          terminated: countOf(record, 'terminated'),
        },
        latency: latencyOf(record),
      }));
    }
    return groups;
  }

  of(group: Group): Figures {
    return this.groups.get(keyOf(group)) ?? noFigures;
  }

  /** Those with the most starts and ends first. */
  busiestNames(most: number): string[] {
    const named = [...this.groups.values()].flatMap(({ step, name, outcomes }) =>
      step === null && name !== null ? [{ name, total: totalOf(outcomes) }] : [],
    );
    const inOrder = named.sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
    return inOrder.slice(0, most).map(({ name }) => name);
  }

  private change(record: StoredValues, apply: (known: Figures) => Figures): void {
    const group = groupOf(record);
    if (group) this.groups.set(keyOf(group), { ...group, ...apply(this.of(group)) });
  }
}
