import { ticksToInstant } from '../../../shared/domain/instant.ts';
import type { InstanceHistogram, InstanceHistogramQuery } from '../../task-hub/instance-index.ts';
import { filterSql } from './filter-sql.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource, Statement, StoredValues } from './row-source.ts';
import { bigintOf, countOf, numberOf, textOf } from './stored-row.ts';
import { endOf, stepTicks, stepsOver, type TimeSteps } from './time-steps.ts';

type Look = Pick<InstanceHistogramQuery, 'by' | 'color'>;
type Histogram = Omit<InstanceHistogram, 'coverage'>;

const mostSeries = 9n;
const times = { created: 'created_at', updated: 'last_updated_at' } as const;
const colors = { status: 'runtime_status', name: 'name' } as const;
const nothing: Histogram = { from: null, to: null, stepMs: 1_000, series: [], counts: [] };

interface Asked {
  readonly look: Look;
  readonly question: Question;
}

function matching({ look: { by }, question: { terms, now } }: Asked, parameters: Parameters): string {
  return `${isPresent} AND ${times[by]} IS NOT NULL AND ${filterSql(terms, now, parameters)}`;
}

async function findExtent(ask: Ask, asked: Asked): Promise<{ first: bigint; last: bigint } | null> {
  const parameters = new Parameters();
  const time = times[asked.look.by];
  const [record = {}] = await ask(
    parameters.statement(`SELECT min(${time}) AS first, max(${time}) AS last
      FROM instances WHERE ${matching(asked, parameters)}`),
  );
  const [first, last] = [bigintOf(record, 'first'), bigintOf(record, 'last')];
  return first === null || last === null ? null : { first, last };
}

/** Rows of the most frequent colours step by step, those of all others together: `color` and `place` are `null`. */
function stepsStatement(asked: Asked, steps: TimeSteps): Statement {
  const { by, color } = asked.look;
  const parameters = new Parameters();
  const step = `(${times[by]} - ${parameters.integer(steps.from)}) // ${parameters.integer(stepTicks(steps))}`;
  return parameters.statement(`WITH counted AS MATERIALIZED (
      SELECT ${step} AS step, ${colors[color]} AS stored, count(*) AS count
      FROM instances WHERE ${matching(asked, parameters)} GROUP BY step, stored),
    shown AS (SELECT stored AS color, row_number() OVER (ORDER BY sum(count) DESC, stored) AS place
      FROM counted WHERE stored <> '' GROUP BY stored QUALIFY place <= ${parameters.integer(mostSeries)})
    SELECT step, color, place, sum(count)::BIGINT AS count
    FROM counted LEFT JOIN shown ON color = stored GROUP BY step, color, place`);
}

async function countSteps(
  ask: Ask,
  asked: Asked,
  steps: TimeSteps,
): Promise<Pick<Histogram, 'series' | 'counts'>> {
  const records = await ask(stepsStatement(asked, steps));
  const placeOf = (record: StoredValues) => numberOf(record, 'place') ?? Infinity;
  const series = new Map(
    records
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map((record) => [placeOf(record), textOf(record, 'color')]),
  );
  const places = [...series.keys()];
  const counts = Array.from({ length: steps.count }, () => places.map(() => 0));
  for (const record of records) {
    const ofStep = counts[countOf(record, 'step')];
    if (ofStep) ofStep[places.indexOf(placeOf(record))] = countOf(record, 'count');
  }
  return { series: [...series.values()], counts };
}

export async function countOverTime(
  rows: RowSource,
  query: Omit<InstanceHistogramQuery, 'q'>,
  question: Question,
): Promise<Histogram> {
  return rows.within(async (ask) => {
    const asked = { look: query, question };
    const extent = await findExtent(ask, asked);
    if (extent === null) return nothing;
    const steps = stepsOver(extent.first, extent.last, query.steps);
    return {
      from: ticksToInstant(steps.from),
      to: ticksToInstant(endOf(steps)),
      stepMs: steps.stepMs,
      ...(await countSteps(ask, asked, steps)),
    };
  });
}
