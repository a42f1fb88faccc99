import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import { groupWaits, type WaitGroup } from '../../execution/wait-groups.ts';
import {
  askedKey,
  elapsedSince,
  graceMs,
  hiddenMs,
  isLongerThan,
  isUnfinishedOrchestration,
  messagesLeft,
  stepOf,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts, UsualDuration } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, countOf, durationOf, nameOf, since } from '../phrases.ts';
import { isOwned } from '../queue-signs.ts';
import { messageOfUnknownActivity } from '../unknown-function.ts';

/** Of fewer runs a 99th percentile says little, and of fewer still nothing. */
const enoughRuns = 20;
const fewRuns = 5;

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

function slow(facts: DiagnosisFacts, group: WaitGroup, { runs, p99Ms }: UsualDuration): Finding {
  return makeFinding(facts, {
    rule: 'activity-slow',
    severity: 'delayed',
    certainty: runs >= enoughRuns ? 'likely' : 'possible',
    sentence: [
      'It waits for ',
      ...runsOf(group),
      ' and has done so for ',
      durationOf(elapsedSince(facts, group.since) ?? 0),
      ', longer than 99 % of ',
      countOf(runs),
      ' runs (',
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

/** Nothing shows that a function of the name ever ran, and workers do not merely put its message back. */
function isUnheardOf(facts: DiagnosisFacts, group: WaitGroup): boolean {
  const { name } = group;
  if (name === null || facts.everRan.get(name) !== false || !isOwned(facts)) return false;
  return isLongerThan(facts, group.since, graceMs);
}

function judge(facts: DiagnosisFacts, group: WaitGroup): Finding[] {
  if (messageOfUnknownActivity(facts, group) !== null) return [];
  if (isLost(facts, group)) return [lost(facts, group)];
  if (isUnheardOf(facts, group)) return [unknown(facts, group)];
  const usual = group.name === null ? undefined : facts.usualDurations.get(group.name);
  if (usual !== undefined && usual.runs >= fewRuns && isLongerThan(facts, group.since, usual.p99Ms)) {
    return [slow(facts, group, usual)];
  }
  const isRetried = group.waits.every(({ attempt }) => attempt > 1);
  return isRetried ? [] : [running(facts, group)];
}

/** Activities that were asked for and did not come back. */
export function activities(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  return groupWaits(waitsOfKind(facts, 'activity')).flatMap((group) => judge(facts, group));
}
