import { ticksToInstant } from '../../../shared/domain/instant.ts';
import type { InstanceHistogram, InstanceHistogramQuery } from '../../task-hub/instance-index.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource } from './row-source.ts';
import { bigintOf, countOf, textOf } from './stored-row.ts';
import { endOf, stepTicks, stepsOver, type TimeSteps } from './time-steps.ts';

type Look = Pick<InstanceHistogramQuery, 'by' | 'color'>;
type Histogram = Omit<InstanceHistogram, 'coverage'>;

const mostSeries = 9;
const times = { created: 'created_at', updated: 'last_updated_at' } as const;
const colors = { status: 'runtime_status', name: 'name' } as const;
const nothing: Histogram = { from: null, to: null, stepMs: 1_000, series: [], counts: [] };

interface Extent {
  readonly first: bigint;
  readonly last: bigint;
  /** Most frequent first. */
  readonly series: readonly (string | null)[];
}

function matching({ by }: Look, { terms, now }: Question, parameters: Parameters): string {
  return `${isPresent} AND ${times[by]} IS NOT NULL AND ${filterSql(terms, now, parameters)}`;
}

async function findExtent(ask: Ask, look: Look, question: Question): Promise<Extent | null> {
  const parameters = new Parameters();
  const time = times[look.by];
  const colorsMet = await ask(
    parameters.statement(`SELECT color, count,
        min(first) OVER () AS first, max(last) OVER () AS last, count(*) OVER () AS distinct_colors
      FROM (SELECT nullif(stored, '') AS color, sum(count)::BIGINT AS count, min(first) AS first, max(last) AS last
        FROM (SELECT ${colors[look.color]} AS stored, count(*) AS count, min(${time}) AS first, max(${time}) AS last
          FROM instances WHERE ${matching(look, question, parameters)} GROUP BY stored)
        GROUP BY color)
      ORDER BY color IS NULL, count DESC, color LIMIT ${parameters.integer(BigInt(mostSeries))}`),
  );
  const [one] = colorsMet;
  if (!one) return null;
  const named = colorsMet.map((record) => textOf(record, 'color')).filter((color) => color !== null);
  const hasRest = countOf(one, 'distinct_colors') > named.length;
  return {
    first: bigintOf(one, 'first') ?? 0n,
    last: bigintOf(one, 'last') ?? 0n,
    series: hasRest ? [...named, null] : named,
  };
}

async function countSteps(
  ask: Ask,
  { look, question }: { look: Look; question: Question },
  steps: TimeSteps,
  series: Extent['series'],
): Promise<number[][]> {
  const parameters = new Parameters();
  const from = parameters.integer(steps.from);
  const length = parameters.integer(stepTicks(steps));
  const named = parameters.texts(series.filter((color) => color !== null));
  const records = await ask(
    parameters.statement(`SELECT step, CASE WHEN list_contains(${named}, stored) THEN stored END AS color,
        sum(count)::BIGINT AS count
      FROM (SELECT (${times[look.by]} - ${from}) // ${length} AS step, ${colors[look.color]} AS stored, count(*) AS count
        FROM instances WHERE ${matching(look, question, parameters)} GROUP BY step, stored)
      GROUP BY step, color`),
  );
  const counts = Array.from({ length: steps.count }, () => series.map(() => 0));
  const places = new Map(series.map((name, place) => [name, place]));
  for (const record of records) {
    const [ofStep, place] = [counts[countOf(record, 'step')], places.get(textOf(record, 'color'))];
    if (ofStep && place !== undefined) ofStep[place] = countOf(record, 'count');
  }
  return counts;
}

export async function countOverTime(
  rows: RowSource,
  query: Omit<InstanceHistogramQuery, 'q'>,
  question: Question,
): Promise<Histogram> {
  return rows.within(async (ask) => {
    const extent = await findExtent(ask, query, question);
    if (extent === null) return nothing;
    const steps = stepsOver(extent.first, extent.last, query.steps);
    return {
      from: ticksToInstant(steps.from),
      to: ticksToInstant(endOf(steps)),
      stepMs: steps.stepMs,
      series: [...extent.series],
      counts: await countSteps(ask, { look: query, question }, steps, extent.series),
    };
  });
}
