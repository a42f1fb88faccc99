import type { FailureGroup } from '../../../shared/contract/failures.ts';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { versionList } from './fetch-versions.ts';
import type { KeptRows } from './kept-rows.ts';
import { Parameters } from './parameters.ts';
import type { Ask, Statement, StoredValues } from './row-source.ts';
import { bigintOf, countOf, presentText, textOf } from './stored-row.ts';
import { stepTicks, type TimeSteps } from './time-steps.ts';

/** The groups somebody looks at, and the failures that are in them. */
export interface GroupsOf {
  /** `null` = all that failures have. */
  readonly fingerprints: readonly string[] | null;
  readonly failed: (parameters: Parameters) => string;
}

type Example = FailureGroup['examples'][number];

export interface GroupDetails {
  /** The most frequent first. */
  readonly names: string[];
  readonly versions: string[];
  /** Failures in each step. */
  readonly counts: number[];
  readonly examples: Example[];
}

const mostWords = 10n;
const mostExamples = 5n;

const wordsSql = (column: 'name' | 'version', most: string) =>
  `SELECT '${column}' AS what, fingerprint, ${column} AS word, NULL AS number, count(*) AS count,
      row_number() OVER (PARTITION BY fingerprint ORDER BY count(*) DESC, ${column}) AS place
    FROM failed WHERE ${column} <> '' GROUP BY fingerprint, ${column} QUALIFY place <= ${most}`;

function stepsSql(steps: TimeSteps, parameters: Parameters): string {
  const step = `(completed_at - ${parameters.integer(steps.from)}) // ${parameters.integer(stepTicks(steps))}`;
  return `SELECT 'step' AS what, fingerprint, NULL AS word, ${step} AS number, count(*) AS count, 0 AS place
    FROM failed WHERE completed_at IS NOT NULL GROUP BY fingerprint, number`;
}

/** The latest, with those of the same time as the last of them: ids, which decide then, take longer to read than all else. */
const latestSql = (most: string) =>
  `SELECT 'latest' AS what, fingerprint, NULL AS word, version_number AS number, 1 AS count, 0 AS place
    FROM failed JOIN (SELECT fingerprint, max(completed_at, ${most})[${most}] AS last FROM failed GROUP BY fingerprint)
      USING (fingerprint) WHERE last IS NULL OR completed_at >= last`;

/** Failures are rare among rows: they are looked for once, whatever is asked about them. */
function detailsStatement({ fingerprints, failed }: GroupsOf, steps: TimeSteps | null): Statement {
  const parameters = new Parameters();
  const words = parameters.integer(mostWords);
  const parts = [
    wordsSql('name', words),
    wordsSql('version', words),
    ...(steps ? [stepsSql(steps, parameters)] : []),
    latestSql(String(mostExamples)),
  ];
  const isShown =
    fingerprints === null ? 'true' : `list_contains(${parameters.texts(fingerprints)}, fingerprint)`;
  return parameters.statement(`WITH failed AS MATERIALIZED (
      SELECT fingerprint, name, version, completed_at, version_number FROM instances
      WHERE ${failed(parameters)} AND ${isShown})
    SELECT * FROM (${parts.join(' UNION ALL ')}) ORDER BY place`);
}

async function findExamples(ask: Ask, latest: readonly (bigint | null)[]): Promise<(bigint | null)[]> {
  if (latest.length === 0) return [];
  const parameters = new Parameters();
  const records = await ask(
    parameters.statement(`SELECT version_number, row_number() OVER (
          PARTITION BY fingerprint ORDER BY completed_at DESC NULLS LAST, instance_id) AS place
      FROM instances WHERE version_number IN (${versionList(latest, parameters)})
      QUALIFY place <= ${parameters.integer(mostExamples)} ORDER BY place`),
  );
  return records.map((record) => bigintOf(record, 'version_number'));
}

function countsOf(records: readonly StoredValues[], steps: TimeSteps | null): number[] {
  const counts = new Map(records.map((record) => [countOf(record, 'number'), countOf(record, 'count')]));
  return Array.from({ length: steps?.count ?? 0 }, (_, step) => counts.get(step) ?? 0);
}

function exampleOf({ instanceId, completedAt, failure }: InstanceRow): Example[] {
  return failure === null ? [] : [{ instanceId, completedAt, message: failure.message }];
}

/** What is told of each group beside its sums, by fingerprint. */
export async function readDetails(
  ask: Ask,
  of: GroupsOf,
  steps: TimeSteps | null,
  keptRows: KeptRows,
): Promise<(fingerprint: string) => GroupDetails> {
  const records = await ask(detailsStatement(of, steps));
  const about = (what: string) => records.filter((record) => textOf(record, 'what') === what);
  const [names, versions, counts] = [about('name'), about('version'), about('step')];
  const latest = about('latest').map((record) => bigintOf(record, 'number'));
  const examples = await keptRows.fetch(ask, await findExamples(ask, latest));
  return (fingerprint) => {
    const own = (all: readonly StoredValues[]) =>
      all.filter((record) => textOf(record, 'fingerprint') === fingerprint);
    return {
      names: own(names).map((record) => presentText(record, 'word')),
      versions: own(versions).map((record) => presentText(record, 'word')),
      counts: countsOf(own(counts), steps),
      examples: examples.filter(({ failure }) => failure?.fingerprint === fingerprint).flatMap(exampleOf),
    };
  };
}
