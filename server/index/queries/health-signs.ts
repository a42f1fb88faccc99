import { instantToTicks, type Instant } from '../../../shared/domain/instant.ts';
import type { EndedCounts, HealthQuery, HealthSigns } from '../../task-hub/instance-index.ts';
import { readIdleGroups } from './idle-groups.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource, StoredValues } from './row-source.ts';
import { countOf, numberOf, presentText } from './stored-row.ts';

const ticksPerHour = 36_000_000_000n;
const ticksPerMs = 10_000;
/** A hub with more names has too few runs of each to tell what is usual. */
const mostNames = 100;

function endedCounts(record: StoredValues, period: 'hour' | 'day'): EndedCounts {
  return { ended: countOf(record, `${period}_ended`), failed: countOf(record, `${period}_failed`) };
}

async function countEnded(ask: Ask, now: Instant): Promise<Pick<HealthSigns, 'lastHour' | 'dayBefore'>> {
  const nowTicks = instantToTicks(now);
  const parameters = new Parameters();
  const hourAgo = parameters.integer(nowTicks - ticksPerHour);
  const [from, to] = [parameters.integer(nowTicks - 25n * ticksPerHour), parameters.integer(nowTicks)];
  const isFailed = "runtime_status = 'Failed'";
  const [record = {}] = await ask(
    parameters.statement(`SELECT count(*) FILTER (completed_at >= ${hourAgo}) AS hour_ended,
        count(*) FILTER (completed_at >= ${hourAgo} AND ${isFailed}) AS hour_failed,
        count(*) FILTER (completed_at < ${hourAgo}) AS day_ended,
        count(*) FILTER (completed_at < ${hourAgo} AND ${isFailed}) AS day_failed
      FROM instances WHERE ${isPresent} AND kind = 'orchestration' AND completed_at >= ${from} AND completed_at <= ${to}
        AND list_contains(['Completed', 'Failed', 'Terminated'], runtime_status)`),
  );
  return { lastHour: endedCounts(record, 'hour'), dayBefore: endedCounts(record, 'day') };
}

async function readUsual(ask: Ask, names: readonly string[]): Promise<HealthSigns['usual']> {
  if (names.length === 0) return new Map();
  const parameters = new Parameters();
  const records = await ask(
    parameters.statement(`SELECT name, count(*) AS runs, quantile_cont(duration, 0.99) AS p99
      FROM instances WHERE ${isPresent} AND runtime_status = 'Completed' AND duration IS NOT NULL
        AND list_contains(${parameters.texts(names)}, name) GROUP BY name`),
  );
  return new Map(
    records.map((record) => [
      presentText(record, 'name'),
      { runs: countOf(record, 'runs'), p99Ms: (numberOf(record, 'p99') ?? 0) / ticksPerMs },
    ]),
  );
}

/** A few questions over rows, none of which looks at a single instance in storage. */
export async function readHealthSigns(
  rows: RowSource,
  query: HealthQuery,
): Promise<Omit<HealthSigns, 'coverage'>> {
  return rows.within(async (ask) => {
    const groups = await readIdleGroups(ask, query);
    const names = groups.idle.flatMap(({ kind, name }) =>
      kind === 'orchestration' && name !== null ? [name] : [],
    );
    return {
      ...groups,
      ...(await countEnded(ask, query.now)),
      usual: await readUsual(ask, [...new Set(names)].slice(0, mostNames)),
    };
  });
}
