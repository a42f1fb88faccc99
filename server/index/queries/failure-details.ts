import type { FailureGroup } from '../../../shared/contract/failures.ts';
import type { KeptRows } from './kept-rows.ts';
import { Parameters } from './parameters.ts';
import type { Ask, StoredValues } from './row-source.ts';
import { bigintOf, countOf, presentText } from './stored-row.ts';
import { stepTicks, type TimeSteps } from './time-steps.ts';

/** The groups somebody looks at, and the failures that are in them. */
export interface GroupsOf {
  readonly fingerprints: readonly string[];
  readonly failed: (parameters: Parameters) => string;
}

type Example = FailureGroup['examples'][number];

const mostWords = 10n;
const mostExamples = 5n;

function inGroups({ fingerprints, failed }: GroupsOf, parameters: Parameters): string {
  return `${failed(parameters)} AND list_contains(${parameters.texts(fingerprints)}, fingerprint)`;
}

function byFingerprint<Item>(
  records: readonly StoredValues[],
  itemOf: (record: StoredValues) => Item,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const record of records) {
    const fingerprint = presentText(record, 'fingerprint');
    groups.set(fingerprint, [...(groups.get(fingerprint) ?? []), itemOf(record)]);
  }
  return groups;
}

/** The most frequent first. */
export async function readWords(
  ask: Ask,
  of: GroupsOf,
  column: 'name' | 'version',
): Promise<Map<string, string[]>> {
  const parameters = new Parameters();
  const records = await ask(
    parameters.statement(`SELECT fingerprint, ${column} AS word, count(*) AS count FROM instances
      WHERE ${inGroups(of, parameters)} AND ${column} <> '' GROUP BY fingerprint, word
      QUALIFY row_number() OVER (PARTITION BY fingerprint ORDER BY count DESC, word) <= ${parameters.integer(mostWords)}
      ORDER BY fingerprint, count DESC, word`),
  );
  return byFingerprint(records, (record) => presentText(record, 'word'));
}

export async function readExamples(
  ask: Ask,
  of: GroupsOf,
  keptRows: KeptRows,
): Promise<Map<string, Example[]>> {
  const parameters = new Parameters();
  const found = await ask(
    parameters.statement(`SELECT version_number, fingerprint FROM instances
      WHERE ${inGroups(of, parameters)}
      WINDOW latest AS (PARTITION BY fingerprint ORDER BY completed_at DESC NULLS LAST, instance_id)
      QUALIFY row_number() OVER latest <= ${parameters.integer(mostExamples)}
      ORDER BY fingerprint, completed_at DESC NULLS LAST, instance_id`),
  );
  const rows = await keptRows.fetch(
    ask,
    found.map((record) => bigintOf(record, 'version_number')),
  );
  const examples = new Map<string, Example[]>();
  for (const { instanceId, completedAt, failure } of rows) {
    if (failure === null) continue;
    const { fingerprint, message } = failure;
    examples.set(fingerprint, [...(examples.get(fingerprint) ?? []), { instanceId, completedAt, message }]);
  }
  return examples;
}

export async function readSteps(ask: Ask, of: GroupsOf, steps: TimeSteps): Promise<Map<string, number[]>> {
  const parameters = new Parameters();
  const from = parameters.integer(steps.from);
  const records = await ask(
    parameters.statement(`SELECT fingerprint, (completed_at - ${from}) // ${parameters.integer(stepTicks(steps))} AS step,
        count(*) AS count FROM instances
      WHERE ${inGroups(of, parameters)} AND completed_at IS NOT NULL GROUP BY fingerprint, step`),
  );
  const counted = byFingerprint(
    records,
    (record) => [countOf(record, 'step'), countOf(record, 'count')] as const,
  );
  return new Map(
    [...counted].map(([fingerprint, met]) => {
      const counts = new Map(met);
      return [fingerprint, Array.from({ length: steps.count }, (_, step) => counts.get(step) ?? 0)];
    }),
  );
}
