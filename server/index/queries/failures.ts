import type { FailureGroup } from '../../../shared/contract/failures.ts';
import { ticksToInstant } from '../../../shared/domain/instant.ts';
import type { Failures, FailuresQuery } from '../../task-hub/instance-index.ts';
import { readDetails, type GroupsOf } from './failure-details.ts';
import { commonMessage } from './failure-labels.ts';
import { filterSql } from './filter-sql.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { KeptRows } from './kept-rows.ts';
import { momentOf } from './moment.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import type { Ask, RowSource, StoredValues } from './row-source.ts';
import { bigintOf, countOf, instantOf, presentText, textOf } from './stored-row.ts';
import { endOf, stepsOver } from './time-steps.ts';
import { keyOf } from './totals.ts';

type Order = FailuresQuery['order'];

const wantedSteps = 40;
const orderings: Readonly<Record<Order, string>> = {
  count: 'count DESC',
  'last-seen': 'last DESC NULLS LAST',
  'first-seen': 'first DESC NULLS LAST',
};

type Condition = (parameters: Parameters) => string;

function failed({ terms, now }: Question): Condition {
  return (parameters) => `fingerprint IS NOT NULL AND ${filterSql(terms, now, parameters)}`;
}

async function readGroups(
  ask: Ask,
  query: Omit<FailuresQuery, 'q'>,
  meant: Condition,
): Promise<StoredValues[]> {
  const parameters = new Parameters();
  return ask(
    parameters.statement(`SELECT *, count(*) OVER () AS distinct_groups, sum(count) OVER ()::BIGINT AS total,
        min(first) OVER () AS window_first, max(last) OVER () AS window_last
      FROM (SELECT fingerprint, min(error_type) AS error_type, min(failing_function) AS failing_function,
          min(failure_message) AS least, max(failure_message) AS greatest, count(*) AS count,
          min(completed_at) AS first, max(completed_at) AS last
        FROM instances WHERE ${meant(parameters)} GROUP BY fingerprint)
      ORDER BY ${orderings[query.order]}, count DESC, fingerprint LIMIT ${parameters.integer(BigInt(query.limit))}`),
  );
}

function groupOf(record: StoredValues): Omit<FailureGroup, 'names' | 'versions' | 'counts' | 'examples'> {
  return {
    fingerprint: presentText(record, 'fingerprint'),
    errorType: textOf(record, 'error_type'),
    message: commonMessage(presentText(record, 'least'), presentText(record, 'greatest')),
    failingFunction: textOf(record, 'failing_function'),
    count: countOf(record, 'count'),
    firstSeen: instantOf(record, 'first'),
    lastSeen: instantOf(record, 'last'),
  };
}

function stepsOf(record: StoredValues) {
  const [first, last] = [bigintOf(record, 'window_first'), bigintOf(record, 'window_last')];
  return first === null || last === null ? null : stepsOver(first, last, wantedSteps);
}

type Answer = Omit<Failures, 'coverage'>;

async function readFailures(
  ask: Ask,
  query: Omit<FailuresQuery, 'q'>,
  meant: Condition,
  keptRows: KeptRows,
): Promise<Answer> {
  const records = await readGroups(ask, query, meant);
  const [one] = records;
  if (!one) return { groups: [], distinct: 0, total: 0, from: null, to: null, stepMs: 1_000 };
  const groups = records.map(groupOf);
  const distinct = countOf(one, 'distinct_groups');
  const of: GroupsOf = {
    fingerprints: distinct === groups.length ? null : groups.map(({ fingerprint }) => fingerprint),
    failed: meant,
  };
  const steps = stepsOf(one);
  const detailsOf = await readDetails(ask, of, steps, keptRows);
  return {
    groups: groups.map((group) => ({ ...group, ...detailsOf(group.fingerprint) })),
    distinct,
    total: countOf(one, 'total'),
    from: steps && ticksToInstant(steps.from),
    to: steps && ticksToInstant(endOf(steps)),
    stepMs: steps?.stepMs ?? 1_000,
  };
}

/** Failures are rare among rows that change. */
export type KeptFailures = KeptAnswers<Answer>;

export async function groupFailures(
  rows: RowSource,
  query: Omit<FailuresQuery, 'q'>,
  question: Question,
  { keptRows, failures }: { readonly keptRows: KeptRows; readonly failures: KeptFailures },
): Promise<Answer> {
  const matches = failed(question);
  const asked = { key: `${JSON.stringify(query)} ${keyOf(question)}`, matches, visible: rows.revision };
  return rows.within((ask) =>
    failures.find(rows, ask, asked, async () => {
      const wasThere = await momentOf(rows, ask, asked.visible);
      const meant: Condition = (parameters) => `${wasThere(parameters)} AND ${matches(parameters)}`;
      return readFailures(ask, query, meant, keptRows);
    }),
  );
}
