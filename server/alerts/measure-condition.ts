import type { AlertCondition } from '../../shared/contract/alert-rules.ts';
import type { HubVerdict, StuckGroup } from '../../shared/contract/diagnosis.ts';
import type { Coverage } from '../../shared/contract/coverage.ts';
import { sentenceText } from '../../shared/domain/diagnosis/sentence-text.ts';
import { printTerm } from '../../shared/domain/instance-filter/print-filter.ts';
import { validFilter } from '../../shared/domain/instance-filter/edit-filter.ts';
import {
  elapsedMs,
  instantToMs,
  msToInstant,
  toShortIso,
  type Instant,
} from '../../shared/domain/instant.ts';
import { verdictOf } from '../diagnosis/hub-verdict.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { dueDay } from './daily-deadline.ts';
import type { Reading } from './alert-state.ts';

type ConditionOf<Kind extends AlertCondition['kind']> = Extract<AlertCondition, { kind: Kind }>;
type Level = Extract<Reading, { kind: 'measured' }>['level'];

/** What the index or a sample of queues says may be so old while it waits for its next reading. */
const readingMaxAgeMs = 180_000;

function unknown(reason: string): Reading {
  return { kind: 'unknown', reason };
}

function levelOf(value: number, threshold: number, resolve: number | null): Level {
  if (value > threshold) return 'breached';
  return value <= (resolve ?? threshold) ? 'clear' : 'between';
}

/** Why the index cannot be asked about now; `null` = it can. */
function indexProblem({ state, asOf, problem }: Coverage, now: Instant): string | null {
  if (state === 'building') return 'the index of the task hub is being built';
  if (state === 'stale' || asOf === null)
    return problem?.message ?? 'the index of the task hub is not current';
  const isOld = state === 'idle' && elapsedMs(asOf, now) > readingMaxAgeMs;
  return isOld ? 'the index of the task hub has not been read for a while' : null;
}

/** Fractions of it would only make texts hard to read. */
function wholeSecond(ms: number): Instant {
  return msToInstant(Math.floor(ms / 1000) * 1000);
}

interface StatusCounts {
  readonly coverage: Coverage;
  of(status: string): number;
}

async function countByStatus({ index }: OpenHub, terms: readonly string[]): Promise<StatusCounts> {
  const { status, coverage } = await index.facets({ q: terms.join(' ').trim(), limit: 20 });
  return {
    coverage,
    of: (name) => status.values.find(({ value }) => value === name)?.count ?? 0,
  };
}

async function failureRate(
  { q, windowS, abovePercent, minEnded, resolvePercent }: ConditionOf<'failure-rate'>,
  open: OpenHub,
  now: Instant,
): Promise<Reading> {
  const from = wholeSecond(instantToMs(now) - windowS * 1000);
  const window = `completed:${toShortIso(from)}..${toShortIso(now)}`;
  const counts = await countByStatus(open, ['kind:orchestration', window, validFilter(q, 'UTC')]);
  const problem = indexProblem(counts.coverage, now);
  if (problem !== null) return unknown(problem);
  const failed = counts.of('Failed');
  const ended = failed + counts.of('Completed') + counts.of('Terminated');
  if (ended < minEnded) {
    const text = `${failed} of ${ended} that ended since ${toShortIso(from)} failed; a rate needs at least ${minEnded}.`;
    // So few can neither make an alert nor end one, unless none of them failed.
    return { kind: 'measured', level: failed === 0 ? 'clear' : 'between', value: null, text };
  }
  const percent = (failed / ended) * 100;
  const text = `${failed} of ${ended} that ended since ${toShortIso(from)} failed: ${percent.toFixed(1)} %.`;
  return { kind: 'measured', level: levelOf(percent, abovePercent, resolvePercent), value: percent, text };
}

async function backlogAge(
  { queue, olderThanS, resolveS }: ConditionOf<'backlog-age'>,
  open: OpenHub,
  now: Instant,
): Promise<Reading> {
  const { readAt, partitions, workItems, problems } = await open.queues.partitions();
  if (elapsedMs(readAt, now) > readingMaxAgeMs) return unknown('the queues have not been read for a while');
  const all = [...partitions, ...(workItems === null ? [] : [workItems])];
  const asked = all.filter((each) => queue === null || each.queue === queue);
  if (asked.length === 0)
    return unknown(problems[0] ?? (queue === null ? 'no queue was found' : `there is no queue ${queue}`));
  const aged = asked.map((each) => ({
    ...each,
    ageMs: each.oldestDueAt === null ? 0 : Math.max(0, elapsedMs(each.oldestDueAt, readAt)),
  }));
  const oldest = aged.reduce((most, each) => (each.ageMs > most.ageMs ? each : most));
  const seconds = oldest.ageMs / 1000;
  const waited = sentenceText([{ kind: 'duration', ms: oldest.ageMs }]);
  return {
    kind: 'measured',
    level: levelOf(seconds, olderThanS, resolveS),
    value: seconds,
    text:
      oldest.oldestDueAt === null
        ? 'No message is visible.'
        : `The oldest visible message of ${oldest.queue} has waited for ${waited}; ${oldest.depth} messages are in the queue.`,
  };
}

async function noWorker(
  { onlyWhileMessagesWait }: ConditionOf<'no-worker'>,
  open: OpenHub,
): Promise<Reading> {
  const { backlog } = await open.queues.read();
  const { ownership, partitions, workItems, problems } = backlog;
  if (ownership === null) return unknown(problems[0] ?? 'storage does not say who holds the partitions');
  if (partitions.length === 0) return unknown(problems[0] ?? 'no partition was found');
  const held = partitions.filter(({ owner }) => owner?.lease === 'live').length;
  const waiting = [...partitions, ...(workItems === null ? [] : [workItems])].filter(
    ({ head }) => head !== null,
  );
  const isBreached = held === 0 && (!onlyWhileMessagesWait || waiting.length > 0);
  const queues = `messages wait in ${waiting.length} ${waiting.length === 1 ? 'queue' : 'queues'}`;
  return {
    kind: 'measured',
    level: isBreached ? 'breached' : 'clear',
    value: null,
    text: `${held} of ${partitions.length} partitions are held by a worker; ${queues}.`,
  };
}

/** What a verdict says about a rule of stuck instances. */
export function stuckReading(
  { above, countsDelayed, resolveCount }: ConditionOf<'stuck-count'>,
  verdict: HubVerdict,
  now: Instant,
): Reading {
  const { health, reasons, stuck, problems, coverage, candidates, examined, explained } = verdict;
  const problem = indexProblem(coverage, now);
  if (problem !== null) return unknown(problem);
  if (health === 'unknown') {
    const [reason] = reasons;
    return unknown(problems[0] ?? (reason ? sentenceText(reason.sentence) : 'its state is not known'));
  }
  const groups = stuck.filter(
    ({ severity }) => severity === 'broken' || (countsDelayed && severity === 'delayed'),
  );
  // A threshold is compared with how many there are, not with how many of them were looked at.
  const sizeOf = (group: StuckGroup) => group.estimate ?? group.count;
  const count = groups.reduce((sum, group) => sum + sizeOf(group), 0);
  const [largest] = groups.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const isEstimate = groups.some(({ estimate }) => estimate !== null);
  const atLeast = isEstimate ? 'About ' : examined + explained < candidates ? 'At least ' : '';
  const what = countsDelayed ? 'stuck or delayed' : 'stuck';
  const cause = largest === undefined ? '' : ` Most of them: ${sentenceText(largest.sentence)}`;
  return {
    kind: 'measured',
    level: levelOf(count, above, resolveCount),
    value: count,
    text: `${atLeast}${count} ${count === 1 ? 'instance is' : 'instances are'} ${what}.${cause}`,
  };
}

async function notCompleted(
  { name, by }: ConditionOf<'not-completed'>,
  open: OpenHub,
  now: Instant,
): Promise<Reading> {
  const coverage = open.index.coverage();
  const problem = indexProblem(coverage, now);
  if (problem !== null || coverage.asOf === null) return unknown(problem ?? 'the index has read nothing yet');
  // A deadline counts only once everything written before it was read.
  const asOf = coverage.asOf < now ? coverage.asOf : now;
  const from =
    by.kind === 'duration' ? wholeSecond(instantToMs(asOf) - by.withinS * 1000) : dueDay(by, asOf)?.from;
  if (from === undefined) return { kind: 'measured', level: 'clear', value: null, text: 'No deadline yet.' };
  const named = printTerm({ field: 'name', path: null, patterns: [name.split('*')], isNegated: false });
  const counts = await countByStatus(open, ['kind:orchestration', `completed>=${toShortIso(from)}`, named]);
  const answered = indexProblem(counts.coverage, now);
  if (answered !== null) return unknown(answered);
  const completed = counts.of('Completed');
  return {
    kind: 'measured',
    level: completed === 0 ? 'breached' : 'clear',
    value: completed,
    text: `${completed === 0 ? 'None' : completed} of ${name} completed since ${toShortIso(from)}.`,
  };
}

/** How a condition stands in a task hub. Rejects where something cannot be read. */
export async function measureCondition(
  condition: AlertCondition,
  open: OpenHub,
  now: Instant,
): Promise<Reading> {
  switch (condition.kind) {
    case 'failure-rate':
      return failureRate(condition, open, now);
    case 'backlog-age':
      return backlogAge(condition, open, now);
    case 'no-worker':
      return noWorker(condition, open);
    case 'stuck-count':
      return stuckReading(condition, await verdictOf(open), now);
    case 'not-completed':
      return notCompleted(condition, open, now);
  }
}
