import type { InstanceValues, InstanceValuesQuery } from '../../task-hub/instance-index.ts';
import { labelFailures } from './failure-labels.ts';
import { Parameters } from './parameters.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource, StoredValues } from './row-source.ts';
import { countOf, presentText } from './stored-row.ts';

type Values = InstanceValues['values'];
type Wanted = Omit<InstanceValuesQuery, 'field'>;

/** Text by text, each with the number of rows that have it. */
const countedTexts = {
  name: `SELECT name AS value, count(*) AS count FROM instances WHERE ${isPresent} GROUP BY name`,
  version: `SELECT version AS value, count(*) AS count FROM instances WHERE ${isPresent} GROUP BY version`,
  entity: `SELECT name AS value, count(*) AS count FROM instances
    WHERE ${isPresent} AND entity_key IS NOT NULL GROUP BY name`,
  tag: `SELECT value, sum(count)::BIGINT AS count
    FROM (SELECT unnest(json_keys(tags)) AS value, count AS count
      FROM (SELECT tags, count(*) AS count FROM instances WHERE ${isPresent} AND tags IS NOT NULL GROUP BY tags))
    GROUP BY value`,
} as const;

function valueOf(record: StoredValues): Values[number] {
  return { value: presentText(record, 'value'), label: null, count: countOf(record, 'count') };
}

async function findTexts(
  ask: Ask,
  field: keyof typeof countedTexts,
  { contains, limit }: Wanted,
): Promise<Values> {
  const parameters = new Parameters();
  const records = await ask(
    parameters.statement(`SELECT value, count FROM (${countedTexts[field]})
      WHERE value <> '' AND contains(lower(value), lower(${parameters.text(contains)}))
      ORDER BY count DESC, value LIMIT ${parameters.integer(BigInt(limit))}`),
  );
  return records.map(valueOf);
}

/** Any that fit, not the first of all: putting all in order takes longer than somebody waits who types. */
async function findSomeIds(
  ask: Ask,
  fits: 'starts_with' | 'contains',
  { contains, limit }: Wanted,
): Promise<Values> {
  const parameters = new Parameters();
  const records = await ask(
    parameters.statement(`SELECT instance_id AS value, 1::BIGINT AS count FROM instances
      WHERE ${isPresent} AND ${fits}(lower(instance_id), lower(${parameters.text(contains)}))
      LIMIT ${parameters.integer(BigInt(limit))}`),
  );
  return records.map(valueOf).sort((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
}

async function findIds(ask: Ask, wanted: Wanted): Promise<Values> {
  const starting = await findSomeIds(ask, 'starts_with', wanted);
  if (starting.length === wanted.limit || wanted.contains === '') return starting;
  const known = new Set(starting.map(({ value }) => value));
  const containing = await findSomeIds(ask, 'contains', wanted);
  const others = containing.filter(({ value }) => !known.has(value));
  return [...starting, ...others].slice(0, wanted.limit);
}

/** Fingerprints are no words: what is looked through is what the failures say. */
async function findFailures(ask: Ask, { contains, limit }: Wanted): Promise<Values> {
  const parameters = new Parameters();
  const text = parameters.text(contains);
  const records = await ask(
    parameters.statement(`SELECT fingerprint AS value, count(*) AS count FROM instances
      WHERE ${isPresent} AND fingerprint <> '' GROUP BY fingerprint
      HAVING contains(lower(fingerprint), lower(${text})) OR bool_or(
        contains(lower(coalesce(error_type || ': ', '') || failure_message), lower(${text})))
      ORDER BY count DESC, value LIMIT ${parameters.integer(BigInt(limit))}`),
  );
  const found = records.map(valueOf);
  const labels = await labelFailures(
    ask,
    found.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  return found.map(({ value, count }) => ({ value, label: labels.get(value ?? '') ?? null, count }));
}

/** Most frequent first; ids that begin with the text before those that contain it. */
export async function findValues(
  rows: RowSource,
  { field, ...wanted }: InstanceValuesQuery,
): Promise<Values> {
  return rows.within((ask) => {
    if (field === 'id') return findIds(ask, wanted);
    if (field === 'failure') return findFailures(ask, wanted);
    return findTexts(ask, field, wanted);
  });
}
