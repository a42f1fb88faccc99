import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import { groupWaits, type WaitGroup } from '../../execution/wait-groups.ts';
import type { Wait } from '../../execution/wait.ts';
import {
  askedKey,
  graceMs,
  isLongerThan,
  isUnfinishedOrchestration,
  lostSince,
  stepOf,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts, RelatedFacts } from '../facts.ts';
import { causeIn, hasEnded, toldCause, weightOf } from '../family.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, countOf, idOf, nameOf, since, waiting } from '../phrases.ts';
import { hiddenMs, workersOf } from '../queue-signs.ts';

type Judged = Pick<Finding, 'severity' | 'certainty' | 'sentence' | 'nextStep' | 'instanceId' | 'evidence'>;

function waitsFor({ waits, name }: WaitGroup, wait: Wait): Sentence {
  const child: Sentence = wait.instanceId === null ? ['a child'] : ['its child ', idOf(wait.instanceId)];
  const others: Sentence =
    waits.length === 1 ? [] : [', one of ', countOf(waits.length), ' that have not ended'];
  return [
    `${waiting(wait.since)} for `,
    ...child,
    ...(name === null ? [] : [' (', nameOf(name), ')']),
    ...since(wait.since),
    ...others,
  ];
}

/** The child ended, and the parent has not taken that in. */
function ended(facts: DiagnosisFacts, child: RelatedFacts, words: Sentence): Partial<Judged> {
  const { runtimeStatus, lastUpdatedAt } = child.instance;
  const lost = lostSince(facts, lastUpdatedAt);
  const has: Sentence = [
    ...words,
    lastUpdatedAt === null ? ', which has ended' : ', which ended',
    ...atTime(lastUpdatedAt),
    ` (${runtimeStatus})`,
  ];
  if (lost !== null) {
    return {
      severity: 'broken',
      certainty: lost,
      sentence: [...has, '; no queue holds its result any more, so it will never arrive.'],
      nextStep: nextStep(
        facts,
        'Nothing sends the result again: terminate this instance and start it anew.',
        {
          command: 'terminate',
        },
      ),
    };
  }
  const isLate = isLongerThan(facts, lastUpdatedAt, graceMs);
  return {
    severity: isLate ? 'delayed' : 'normal',
    sentence: [...has, '; its result has not been taken in yet.'],
  };
}

function gone(facts: DiagnosisFacts, wait: Wait, words: Sentence): Partial<Judged> {
  const isLate = isLongerThan(facts, wait.since, hiddenMs) && workersOf(facts) === 'live';
  return {
    severity: isLate ? 'delayed' : 'normal',
    certainty: isLate ? 'likely' : 'certain',
    sentence: [
      ...words,
      isLate
        ? ', which is not in storage: no worker has begun it, or it was purged. If it was purged, its result never comes.'
        : ', which no worker has begun yet.',
    ],
    nextStep: isLate
      ? nextStep(
          facts,
          'Look for its start in the control queues; if there is none, terminate this instance and start it anew.',
        )
      : null,
  };
}

function judge(facts: DiagnosisFacts, group: WaitGroup, wait: Wait): Judged {
  const words = waitsFor(group, wait);
  const childId = wait.instanceId;
  const common: Judged = {
    severity: 'normal',
    certainty: 'certain',
    sentence: [...words, '.'],
    evidence: eventEvidence(facts, askedKey(stepOf(facts, wait.stepId)), 'The child was asked for here'),
    nextStep: null,
    instanceId: childId ?? facts.instance.instanceId,
  };
  const child = childId === null ? undefined : facts.related.get(childId);
  if (childId === null || child === undefined) return common;
  if (child.isGone) return { ...common, ...gone(facts, wait, words) };
  if (hasEnded(child)) return { ...common, ...ended(facts, child, words) };
  const cause = causeIn(facts, childId);
  return {
    severity: cause.severity,
    certainty: cause.certainty,
    sentence: [...words, '.', ...toldCause(cause, childId)],
    evidence: [...common.evidence, ...(cause.finding?.evidence ?? [])],
    nextStep: cause.finding?.nextStep ?? null,
    instanceId: cause.instanceId,
  };
}

/** It may be that no worker knows the child's orchestrator: nothing of that name ever ran, and this one did not begin. */
function isUnheardOf(facts: DiagnosisFacts, { name, instanceId, since: at }: Wait): boolean {
  const isMissing = instanceId !== null && facts.related.get(instanceId)?.isGone === true;
  if (name === null || !isMissing || facts.everRan.get(name) !== false) return false;
  return workersOf(facts) === 'live' && isLongerThan(facts, at, graceMs * 2);
}

function unheardOf(facts: DiagnosisFacts, wait: Wait): Finding {
  return makeFinding(facts, {
    rule: 'unknown-orchestrator',
    severity: 'delayed',
    certainty: 'possible',
    sentence: [
      'Perhaps no worker knows the orchestrator ',
      nameOf(wait.name),
      ' of its child ',
      idOf(wait.instanceId ?? ''),
      ': none of that name ever ran here, and this one was asked for',
      ...atTime(wait.since),
      ' and did not begin.',
    ],
    evidence: eventEvidence(facts, askedKey(stepOf(facts, wait.stepId)), 'The child was asked for here'),
    nextStep: nextStep(facts, 'Compare the name with those of the functions that are deployed.'),
    instanceId: wait.instanceId ?? facts.instance.instanceId,
  });
}

/** Of many children of a name, the one that is worst off speaks for all. */
export function children(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  return groupWaits(waitsOfKind(facts, 'sub-orchestration')).flatMap((group) => {
    const unknown = group.waits.find((wait) => isUnheardOf(facts, wait));
    if (unknown !== undefined) return [unheardOf(facts, unknown)];
    const [worst] = group.waits
      .map((wait) => judge(facts, group, wait))
      .sort((one, other) => weightOf(one) - weightOf(other));
    return worst === undefined ? [] : [makeFinding(facts, { rule: 'awaits-child', ...worst })];
  });
}
