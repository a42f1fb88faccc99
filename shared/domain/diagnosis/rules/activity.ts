import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import { groupWaits, type WaitGroup } from '../../execution/wait-groups.ts';
import {
  askedKey,
  elapsedSince,
  graceMs,
  isLongerThan,
  isUnfinishedOrchestration,
  messagesLeft,
  stepOf,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts, UsualDuration } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, countOf, durationOf, nameOf, since } from '../phrases.ts';
import { hiddenMs, isOwned, messagesFor, mostPeeked, workersOf } from '../queue-signs.ts';
import { messageOfUnknownActivity } from '../unknown-function.ts';

/** Of fewer runs a 99th percentile is but the longest of them. */
const percentileRuns = 100;
/** Fewer runs say little, and fewer still nothing. */
const enoughRuns = 20;
const fewRuns = 5;
/** The longest of few runs is soon outdone: by so much is remarkable. */
const farBeyondFew = 3;

function evidenceOf(facts: DiagnosisFacts, { waits, since: at }: WaitGroup) {
  const oldest = waits.find((wait) => wait.since === at) ?? waits[0];
  const step = stepOf(facts, oldest?.stepId ?? null);
  return eventEvidence(facts, askedKey(step), ['It was asked for here: ', nameOf(step?.name ?? null)]);
}

function runsOf({ name, waits }: WaitGroup): Sentence {
  return waits.length === 1
    ? ['the activity ', nameOf(name)]
    : [countOf(waits.length), ' runs of the activity ', nameOf(name)];
}

function running(facts: DiagnosisFacts, group: WaitGroup): Finding {
  const usual = group.name === null ? undefined : facts.usualDurations.get(group.name);
  return makeFinding(facts, {
    rule: 'activity-running',
    severity: 'normal',
    certainty: 'likely',
    sentence: [
      'It waits for ',
      ...runsOf(group),
      group.waits.length === 1 ? ', asked for' : ', the first asked for',
      ...atTime(group.since),
      ...(usual === undefined || usual.runs < fewRuns
        ? []
        : [', which usually takes ', durationOf(usual.p50Ms)]),
      '.',
    ],
    evidence: evidenceOf(facts, group),
  });
}

/** It ran, or will, only if some queue holds its message or its result. */
function isLost(facts: DiagnosisFacts, group: WaitGroup): boolean {
  const { workItems } = facts;
  const isGone = workItems?.depth === 0 && messagesLeft(facts) === 'none';
  return isGone && isOwned(facts) && isLongerThan(facts, group.since, hiddenMs);
}

function lost(facts: DiagnosisFacts, group: WaitGroup): Finding {
  return makeFinding(facts, {
    rule: 'activity-slow',
    severity: 'broken',
    certainty: 'likely',
    sentence: [
      ...['It has waited for ', ...runsOf(group), ...since(group.since)],
      ', and no queue holds a message for it or a result of it: it will not come back.',
    ],
    evidence: evidenceOf(facts, group),
    nextStep: nextStep(facts, 'Nothing asks for it again: terminate the instance and start it anew.', {
      command: 'terminate',
    }),
  });
}

/** All messages that wait for a worker are seen, so one that is not among them was taken, or is hidden. */
function isQueueSeen({ workItems }: DiagnosisFacts): boolean {
  return workItems !== null && workItems.messages.length < mostPeeked;
}

/** Its own message waits for a worker: it does not run. */
function isQueued(facts: DiagnosisFacts, { name }: WaitGroup): boolean {
  const own = messagesFor(facts.workItems, facts.instance.instanceId);
  return own.some((message) => message.eventType === 'TaskScheduled' && message.name === name);
}

function slow(facts: DiagnosisFacts, group: WaitGroup, { runs, p99Ms }: UsualDuration): Finding {
  return makeFinding(facts, {
    rule: 'activity-slow',
    severity: 'delayed',
    certainty: runs >= enoughRuns && isQueueSeen(facts) ? 'likely' : 'possible',
    sentence: [
      'It waits for ',
      ...runsOf(group),
      ' and has done so for ',
      durationOf(elapsedSince(facts, group.since) ?? 0),
      ...(runs < percentileRuns ? [', longer than any of the '] : [', longer than 99 % of the ']),
      countOf(runs),
      ' runs that are known (',
      durationOf(p99Ms),
      ').',
    ],
    evidence: evidenceOf(facts, group),
    nextStep: nextStep(facts, [
      'See what ',
      nameOf(group.name),
      ' is doing: its log, and what it calls. A worker that stopped gives it to another after about five minutes.',
    ]),
  });
}

function unknown(facts: DiagnosisFacts, group: WaitGroup): Finding {
  return makeFinding(facts, {
    rule: 'unknown-activity',
    severity: 'delayed',
    certainty: 'possible',
    sentence: [
      ...['The activity ', nameOf(group.name), ' was asked for', ...atTime(group.since)],
      ' and has never run in this task hub: it may be that no worker knows it.',
    ],
    evidence: evidenceOf(facts, group),
    nextStep: nextStep(facts, 'Compare the name with those of the functions that are deployed.'),
  });
}

/**
 * Nothing shows that a function of the name ever ran, and its message was taken. The first run of one that takes minutes
 * looks the same, so it is given as long as a worker may hold a message unnoticed.
 */
function isUnheardOf(facts: DiagnosisFacts, group: WaitGroup): boolean {
  const { name } = group;
  if (name === null || facts.everRan.get(name) !== false || workersOf(facts) !== 'live') return false;
  return isQueueSeen(facts) && !isQueued(facts, group) && isLongerThan(facts, group.since, hiddenMs);
}

/** One that waits in the queue, or for the first worker, is not slow. */
function isSlow(facts: DiagnosisFacts, group: WaitGroup, { runs, p99Ms }: UsualDuration): boolean {
  if (runs < fewRuns || workersOf(facts) === 'none' || isQueued(facts, group)) return false;
  const usualMs = runs < enoughRuns ? p99Ms * farBeyondFew : p99Ms;
  return isLongerThan(facts, group.since, Math.max(graceMs, usualMs));
}

function judge(facts: DiagnosisFacts, group: WaitGroup): Finding[] {
  if (messageOfUnknownActivity(facts, group) !== null) return [];
  if (isLost(facts, group)) return [lost(facts, group)];
  if (isUnheardOf(facts, group)) return [unknown(facts, group)];
  const usual = group.name === null ? undefined : facts.usualDurations.get(group.name);
  if (usual !== undefined && isSlow(facts, group, usual)) return [slow(facts, group, usual)];
  const isRetried = group.waits.every(({ attempt }) => attempt > 1);
  return isRetried ? [] : [running(facts, group)];
}

/** Activities that were asked for and did not come back. */
export function activities(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  return groupWaits(waitsOfKind(facts, 'activity')).flatMap((group) => judge(facts, group));
}
