import type { ThroughputSeries } from '../../../shared/contract/throughput.ts';
import { instantToTicks, ticksToInstant } from '../../../shared/domain/instant.ts';
import type { Throughput, ThroughputQuery } from '../../task-hub/instance-index.ts';
import { Parameters } from './parameters.ts';
import type { Question } from './question.ts';
import { isPresent } from './revision-sql.ts';
import type { Ask, RowSource } from './row-source.ts';
import { bigintOf, countOf } from './stored-row.ts';
import { orchestrations, readTotal, ThroughputGroups } from './throughput-groups.ts';
import { endOf, stepTicks, stepsBetween, stepsOver, type TimeSteps } from './time-steps.ts';

type Answer = Omit<Throughput, 'coverage'>;

async function findOldest(ask: Ask): Promise<bigint | null> {
  const sql = `SELECT min(created_at) AS oldest FROM instances WHERE ${isPresent}`;
  const [record = { oldest: null }] = await ask({ sql, values: {} });
  return bigintOf(record, 'oldest');
}

async function countOpen(ask: Ask, question: Question): Promise<{ runningNow: number; pendingNow: number }> {
  const parameters = new Parameters();
  const [record = {}] = await ask(
    parameters.statement(`SELECT count(*) FILTER (runtime_status = 'Running') AS running,
        count(*) FILTER (runtime_status = 'Pending') AS pending
      FROM instances WHERE ${orchestrations(question, parameters)}
        AND list_contains(['Running', 'Pending'], runtime_status)`),
  );
  return { runningNow: countOf(record, 'running'), pendingNow: countOf(record, 'pending') };
}

/** The part of the window of which something can be known; `null` = none of it. */
function knownPart(window: TimeSteps, oldest: bigint | null, now: bigint): TimeSteps | null {
  if (oldest === null) return null;
  const first = oldest > window.from ? oldest : window.from;
  const last = now < endOf(window) ? now : endOf(window) - 1n;
  return first <= last ? stepsBetween(first, last, window.stepMs) : null;
}

function seriesOf(groups: ThroughputGroups, name: string | null, count: number) {
  const total = groups.of({ step: null, name });
  return {
    name,
    steps: Array.from({ length: count }, (_, step) => {
      const { outcomes, latency } = groups.of({ step, name });
      return { ...outcomes, latency };
    }),
    totals: total.outcomes,
    latency: total.latency,
  } satisfies ThroughputSeries;
}

async function readSeries(ask: Ask, question: Question, steps: TimeSteps, names: number) {
  const groups = await ThroughputGroups.read(ask, { question, steps }, names);
  return {
    all: seriesOf(groups, null, steps.count),
    byName: groups.busiestNames(names).map((name) => seriesOf(groups, name, steps.count)),
  };
}

async function readPrevious(ask: Ask, question: Question, window: TimeSteps): Promise<Answer['previous']> {
  const from = window.from - BigInt(window.count) * stepTicks(window);
  const { outcomes, latency } = await readTotal(ask, { question, steps: { ...window, from } });
  return { totals: outcomes, latency };
}

const nothing = {
  name: null,
  steps: [],
  totals: { started: 0, completed: 0, failed: 0, terminated: 0 },
  latency: null,
} satisfies ThroughputSeries;

/** Steps begin at `from`, which is moved on to the step of the oldest instance when the window begins before it. */
export async function measureThroughput(
  rows: RowSource,
  query: Omit<ThroughputQuery, 'q'>,
  question: Question,
): Promise<Answer> {
  const window = stepsOver(instantToTicks(query.from), instantToTicks(query.to) - 1n, query.steps);
  return rows.within(async (ask) => {
    const oldest = await findOldest(ask);
    const known = knownPart(window, oldest, instantToTicks(question.now));
    const series = known ? await readSeries(ask, question, known, query.names) : { all: nothing, byName: [] };
    const hasPrevious = oldest !== null && oldest < window.from;
    return {
      from: ticksToInstant(known?.from ?? window.from),
      to: ticksToInstant(endOf(window)),
      stepMs: window.stepMs,
      ...series,
      previous: hasPrevious ? await readPrevious(ask, question, window) : null,
      ...(await countOpen(ask, question)),
      oldest: oldest === null ? null : ticksToInstant(oldest),
    };
  });
}
