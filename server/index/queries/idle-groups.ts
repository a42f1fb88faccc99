import { DuckDBListValue } from '@duckdb/node-api';
import { instanceKind, runtimeStatus } from '../../../shared/contract/instances.ts';
import { instantToTicks } from '../../../shared/domain/instant.ts';
import type { HealthQuery, IdleGroup } from '../../task-hub/instance-index.ts';
import { fetchVersions } from './fetch-versions.ts';
import { pickSamples } from './idle-samples.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, StoredValues } from './row-source.ts';
import { bigintOf, countOf, instanceRowOf, instantOf, numberOf, presentText, textOf } from './stored-row.ts';

/** A hub whose names have no end would otherwise have groups without end. */
const mostGroups = 300;
/** Versions that each group offers, by age and regardless of it. */
const offered = 40;

const openStatuses = "['Running', 'Pending', 'Suspended', 'ContinuedAsNew', 'Unknown']";
const changedAt = 'coalesce(last_updated_at, created_at, row_version)';

interface Found {
  readonly group: Omit<IdleGroup, 'samples'>;
  readonly versions: readonly bigint[];
}

/** A sample by the hash of the id is as good as drawn by lot, and the same as long as its instances are idle. */
async function readGroups(ask: Ask, { now, unchangedSince }: HealthQuery): Promise<StoredValues[]> {
  const parameters = new Parameters();
  const before = parameters.integer(instantToTicks(unchangedSince));
  return ask(
    parameters.statement(`SELECT kind, name, runtime_status, partition_number, starts_later, count(*) AS count,
        min(changed_at) AS oldest, arg_min(version_number, changed_at, ${offered}) AS by_age,
        arg_min(version_number, id_hash, ${offered}) AS by_lot, sum(count(*)) OVER ()::BIGINT AS total
      FROM (SELECT kind, name, runtime_status, partition_number, version_number, id_hash, ${changedAt} AS changed_at,
          runtime_status = 'Pending' AND coalesce(scheduled_start_at > ${parameters.integer(instantToTicks(now))}, false) AS starts_later
        FROM instances WHERE ${isPresent} AND list_contains(${openStatuses}, runtime_status) AND ${changedAt} < ${before}
          AND (kind = 'orchestration' OR entity_locked_by IS NOT NULL OR entity_queue_size > 0))
      GROUP BY kind, name, runtime_status, partition_number, starts_later
      ORDER BY count DESC, name, runtime_status, partition_number, starts_later LIMIT ${mostGroups}`),
  );
}

function versionsOf(record: StoredValues, column: string): bigint[] {
  const value = record[column];
  return value instanceof DuckDBListValue ? value.items.filter((item) => typeof item === 'bigint') : [];
}

/** In turns: the oldest, one by lot, the second oldest, and so on. */
function inTurns(one: readonly bigint[], other: readonly bigint[]): bigint[] {
  const turns = one.flatMap((version, place) => [version, ...other.slice(place, place + 1)]);
  return [...new Set([...turns, ...other])];
}

function foundIn(record: StoredValues, now: HealthQuery['now']): Found {
  return {
    group: {
      kind: instanceKind.parse(presentText(record, 'kind')),
      name: textOf(record, 'name'),
      runtimeStatus: runtimeStatus.parse(presentText(record, 'runtime_status')),
      partition: numberOf(record, 'partition_number'),
      startsLater: record['starts_later'] === true,
      count: countOf(record, 'count'),
      oldest: instantOf(record, 'oldest') ?? now,
    },
    versions: inTurns(versionsOf(record, 'by_age'), versionsOf(record, 'by_lot')),
  };
}

/** Instances that do not move, without looking at any of them. */
export async function readIdleGroups(
  ask: Ask,
  query: HealthQuery,
): Promise<{ idle: IdleGroup[]; idleTotal: number }> {
  const records = await readGroups(ask, query);
  const found = records.map((record) => foundIn(record, query.now));
  const picked = pickSamples(found, query.samples);
  const rows = await fetchVersions(ask, picked.flat());
  const byVersion = new Map(
    rows.map((record) => [bigintOf(record, 'version_number'), instanceRowOf(record)]),
  );
  const [first] = records;
  return {
    idle: found.map(({ group }, place) => ({
      ...group,
      samples: (picked[place] ?? []).flatMap((version) => byVersion.get(version) ?? []),
    })),
    idleTotal: first === undefined ? 0 : countOf(first, 'total'),
  };
}
