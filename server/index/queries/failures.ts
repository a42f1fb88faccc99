import type { FailureGroup } from '../../../shared/contract/failures.ts';
import { ticksToInstant } from '../../../shared/domain/instant.ts';
import type { Failures, FailuresQuery } from '../../task-hub/instance-index.ts';
import { readDetails, type GroupsOf } from './failure-details.ts';
import { commonMessage } from './failure-labels.ts';
import { filterSql } from './filter-sql.ts';
import type { KeptRows } from './kept-rows.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource, StoredValues } from './row-source.ts';
import { bigintOf, countOf, instantOf, presentText, textOf } from './stored-row.ts';
import { endOf, stepsOver } from './time-steps.ts';

type Order = FailuresQuery['order'];

const wantedSteps = 40;
const orderings: Readonly<Record<Order, string>> = {
  count: 'count DESC',
  'last-seen': 'last DESC NULLS LAST',
  'first-seen': 'first DESC NULLS LAST',
};

function failed({ terms, now }: Question, parameters: Parameters): string {
  return `${isPresent} AND fingerprint IS NOT NULL AND ${filterSql(terms, now, parameters)}`;
}

async function readGroups(
  ask: Ask,
  query: Omit<FailuresQuery, 'q'>,
  question: Question,
): Promise<StoredValues[]> {
  const parameters = new Parameters();
  return ask(
    parameters.statement(`SELECT *, count(*) OVER () AS distinct_groups, sum(count) OVER ()::BIGINT AS total,
        min(first) OVER () AS window_first, max(last) OVER () AS window_last
      FROM (SELECT fingerprint, min(error_type) AS error_type, min(failing_function) AS failing_function,
          min(failure_message) AS least, max(failure_message) AS greatest, count(*) AS count,
          min(completed_at) AS first, max(completed_at) AS last
        FROM instances WHERE ${failed(question, parameters)} GROUP BY fingerprint)
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

export async function groupFailures(
  rows: RowSource,
  query: Omit<FailuresQuery, 'q'>,
  question: Question,
  keptRows: KeptRows,
): Promise<Omit<Failures, 'coverage'>> {
  return rows.within(async (ask) => {
    const records = await readGroups(ask, query, question);
    const [one] = records;
    if (!one) return { groups: [], distinct: 0, total: 0, from: null, to: null, stepMs: 1_000 };
    const groups = records.map(groupOf);
    const distinct = countOf(one, 'distinct_groups');
    const of: GroupsOf = {
      fingerprints: distinct === groups.length ? null : groups.map(({ fingerprint }) => fingerprint),
      failed: (parameters) => failed(question, parameters),
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
  });
}
