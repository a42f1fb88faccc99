import type { Finding } from '../../../contract/diagnosis.ts';
import type { Wait } from '../../execution/wait.ts';
import {
  askedKey,
  isLongerThan,
  isUnfinishedOrchestration,
  stepOf,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { causeIn, toldCause } from '../family.ts';
import { judgeHolder, otherHolder } from '../lock-holder.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { idOf, nameOf, since, waiting } from '../phrases.ts';
import { hiddenMs } from '../queue-signs.ts';

function asked(wait: Wait, entityId: string) {
  const operation = wait.name === null ? [' a call'] : [' ', nameOf(wait.name)];
  return [`${waiting(wait.since)} for `, idOf(entityId), ' to answer', ...operation, ...since(wait.since)];
}

function unanswered(facts: DiagnosisFacts, wait: Wait, entityId: string): Finding {
  const common = {
    evidence: eventEvidence(facts, askedKey(stepOf(facts, wait.stepId)), 'The entity was called here'),
    instanceId: entityId,
  };
  const holderId = otherHolder(facts, entityId);
  if (holderId !== null) {
    const lock = judgeHolder(facts, entityId, holderId);
    return makeFinding(facts, {
      rule: lock.isDeadlock ? 'lock-deadlock' : 'awaits-entity',
      severity: lock.severity,
      certainty: lock.certainty,
      sentence: [...asked(wait, entityId), ', which is locked by ', idOf(holderId), ...lock.words],
      evidence: [...common.evidence, ...lock.evidence],
      nextStep: lock.nextStep,
      instanceId: lock.instanceId,
    });
  }
  const cause = causeIn(facts, entityId);
  const isLong = isLongerThan(facts, wait.since, hiddenMs);
  const severity = cause.severity === 'normal' && isLong ? 'delayed' : cause.severity;
  return makeFinding(facts, {
    ...common,
    rule: 'awaits-entity',
    severity,
    certainty: wait.isInferred || severity !== 'normal' ? 'likely' : 'certain',
    sentence: [...asked(wait, entityId), '.', ...toldCause(cause, entityId)],
    nextStep:
      cause.finding?.nextStep ??
      (isLong
        ? nextStep(facts, 'See whether the entity is busy, and whether its call is in its control queue.')
        : null),
  });
}

/** Entities that it called and that did not answer. */
export function entityCalls(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  return waitsOfKind(facts, 'entity-call').flatMap((wait) =>
    wait.instanceId === null ? [] : [unanswered(facts, wait, wait.instanceId)],
  );
}
