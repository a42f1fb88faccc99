import type { HubReason, HubVerdict, StuckGroup } from '../../shared/contract/diagnosis.ts';
import { countOf, nameOf, since } from '../../shared/domain/diagnosis/phrases.ts';
import { inside } from '../../shared/domain/diagnosis/sentence-parts.ts';
import { toShortIso, instantToMs, msToInstant } from '../../shared/domain/instant.ts';
import type { HubFacts } from './hub-verdict-facts.ts';
import { lateMessages, noOwner, noWorker, poison, unsteadyLeases } from './hub-verdict-queues.ts';

/** Fewer failures are no rate. */
const leastFailures = 5;
/** Above the day before by this factor and by this share. */
const failureFactor = 2;
const failureShare = 0.05;
/** With too few of the day before to compare to. */
const uncomparedFailureShare = 0.2;
const leastToCompare = 20;
const hourMs = 3_600_000;
/** Of the groups of stuck instances, those that the verdict names. */
const mostGroupsNamed = 3;

function unreadable({ queueProblem }: HubFacts): HubReason[] {
  if (queueProblem === null) return [];
  const sentence = ['The queues cannot be read: ', nameOf(queueProblem)];
  return [{ rule: 'storage-unreadable', severity: 'broken', sentence, evidence: [] }];
}

function staleIndex({ coverage }: HubFacts): HubReason[] {
  if (coverage.state !== 'stale') return [];
  const why = coverage.problem === null ? [] : [': ', nameOf(coverage.problem.message)];
  const sentence = [
    'Instances have not been readable',
    ...since(coverage.problem?.since ?? coverage.asOf),
    ...why,
  ];
  return [{ rule: 'index-stale', severity: 'delayed', sentence, evidence: [] }];
}

function unclearPartitions({ reading }: HubFacts): HubReason[] {
  if (reading === null || reading.backlog.partitionCount !== null) return [];
  const [problem] = reading.backlog.problems;
  const sentence = [
    'Nobody can tell how many partitions this task hub has, so that commands are refused',
    ...(problem === undefined ? ['.'] : [': ', nameOf(problem)]),
  ];
  return [{ rule: 'partition-count-unclear', severity: 'delayed', sentence, evidence: [] }];
}

function failing({ signs: { lastHour, dayBefore }, now }: HubFacts): HubReason[] {
  if (lastHour.failed < leastFailures) return [];
  const rate = lastHour.failed / lastHour.ended;
  const usual = dayBefore.ended === 0 ? 0 : dayBefore.failed / dayBefore.ended;
  if (rate < usual * failureFactor || rate < usual + failureShare) return [];
  if (dayBefore.ended < leastToCompare && rate < uncomparedFailureShare) return [];
  const percent = (share: number) => `${share > 0 && share < 0.01 ? '< 1' : Math.round(share * 100)} %`;
  const before =
    dayBefore.ended === 0
      ? '; nothing ended in the day before'
      : `; in the day before it was ${percent(usual)}`;
  const from = toShortIso(msToInstant(instantToMs(now) - hourMs));
  return [
    {
      rule: 'failure-rate',
      severity: 'delayed',
      sentence: [
        countOf(lastHour.failed),
        ' of ',
        countOf(lastHour.ended),
        ` orchestrations that ended in the last hour failed, ${percent(rate)}${before}.`,
      ],
      evidence: [
        {
          kind: 'instances',
          q: `kind:orchestration status:failed completed>=${from}`,
          text: ['The failed ones'],
        },
      ],
    },
  ];
}

function stuckReason({ rule, severity, sentence, count, estimate, q, examples }: StuckGroup): HubReason {
  // What is said of a group is said of several.
  const only = (estimate ?? count) === 1 ? examples[0] : undefined;
  const about = estimate === null ? [countOf(count)] : ['about ', countOf(estimate)];
  const noun = (estimate ?? count) === 1 ? ' instance is stuck: ' : ' instances are stuck: ';
  return {
    rule,
    severity,
    sentence: [...about, noun, ...inside(only?.finding.sentence ?? sentence)],
    evidence: q === null ? [] : [{ kind: 'instances', q, text: ['These instances'] }],
  };
}

const severities: readonly HubReason['severity'][] = ['broken', 'delayed', 'normal', 'advice'];

function byWeight(one: HubReason, other: HubReason): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}

/**
 * What is tried again goes on by itself, and some of it nearly always is. What waits as it is meant to, only longer than
 * others did, is worth a look; but people take their time.
 */
function isTrouble({ rule, severity, certainty }: StuckGroup): boolean {
  if (rule === 'retrying') return false;
  const isMeantTo = rule.startsWith('awaits-') && severity === 'delayed' && certainty === 'possible';
  return !isMeantTo;
}

function hubReasons(facts: HubFacts, stuck: readonly StuckGroup[]): HubReason[] {
  return [
    ...noWorker(facts, stuck),
    ...noOwner(facts),
    ...unreadable(facts),
    ...unsteadyLeases(facts),
    ...poison(facts),
    ...lateMessages(facts),
    ...failing(facts),
    ...staleIndex(facts),
    ...unclearPartitions(facts),
  ];
}

function healthOf(
  facts: HubFacts,
  ofHub: readonly HubReason[],
  all: readonly HubReason[],
): HubVerdict['health'] {
  if (ofHub.some(({ rule, severity }) => severity === 'broken' && rule !== 'storage-unreadable'))
    return 'broken';
  if (facts.reading === null) return 'unknown';
  if (all.some(({ severity }) => severity === 'broken' || severity === 'delayed')) return 'degraded';
  return facts.coverage.state === 'building' ? 'unknown' : 'healthy';
}

/**
 * Broken: the hub, or a partition of it, stands still. Degraded: something is late, failing or stuck. What is wrong with the
 * hub as a whole is named before what is wrong with some instances.
 */
export function judge(facts: HubFacts, stuck: readonly StuckGroup[]): Pick<HubVerdict, 'health' | 'reasons'> {
  const ofHub = hubReasons(facts, stuck);
  const told = new Set(ofHub.map(({ rule }) => rule));
  const some = stuck.filter((group) => !told.has(group.rule) && isTrouble(group)).slice(0, mostGroupsNamed);
  const all = [...ofHub, ...some.map(stuckReason)].sort(byWeight);
  return { health: healthOf(facts, ofHub, all), reasons: all };
}
