import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import type { Wait } from '../../execution/wait.ts';
import {
  askedKey,
  graceMs,
  isLongerThan,
  isUnfinishedOrchestration,
  stepOf,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { causeIn, toldCause, weightOf } from '../family.ts';
import { judgeHolder, otherHolder } from '../lock-holder.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { countOf, idOf, list, since, waiting } from '../phrases.ts';
import { workersOf } from '../queue-signs.ts';
import { beginning } from '../sentence-parts.ts';

function lockSetOf(facts: DiagnosisFacts, wait: Wait): readonly string[] {
  const lockSet = stepOf(facts, wait.stepId)?.lockSet ?? [];
  if (lockSet.length > 0) return lockSet;
  return wait.instanceId === null ? [] : [wait.instanceId];
}

function held(facts: DiagnosisFacts, wait: Wait, entityIds: readonly string[]): Finding | null {
  const [worst] = entityIds
    .flatMap((entityId) => {
      const holderId = otherHolder(facts, entityId);
      return holderId === null ? [] : [{ entityId, holderId, lock: judgeHolder(facts, entityId, holderId) }];
    })
    .sort((one, other) => weightOf(one.lock) - weightOf(other.lock));
  if (worst === undefined) return null;
  const { entityId, holderId, lock } = worst;
  return makeFinding(facts, {
    rule: lock.isDeadlock ? 'lock-deadlock' : 'awaits-lock',
    severity: lock.severity,
    certainty: lock.certainty,
    sentence: [
      ...[waiting(wait.since), ...since(wait.since), ' for the lock of ', idOf(entityId)],
      ...[', held by ', idOf(holderId), ...lock.words],
    ],
    evidence: [
      ...eventEvidence(facts, askedKey(stepOf(facts, wait.stepId)), 'The lock was asked for here'),
      ...lock.evidence,
    ],
    nextStep: lock.nextStep,
    instanceId: lock.instanceId,
  });
}

/** Free, as far as is known: the request is on its way, or the entity does not get to it. */
function ungranted(facts: DiagnosisFacts, wait: Wait, entityIds: readonly string[]): Finding {
  const areFree =
    entityIds.length > 0 && entityIds.every((id) => facts.locks.has(id) && otherHolder(facts, id) === null);
  const isLate = areFree && workersOf(facts) === 'live' && isLongerThan(facts, wait.since, graceMs);
  const causes = entityIds.map((id) => ({ id, cause: causeIn(facts, id) }));
  const [worst] = causes.sort((one, other) => weightOf(one.cause) - weightOf(other.cause));
  return makeFinding(facts, {
    rule: 'awaits-lock',
    severity: isLate ? 'delayed' : 'normal',
    certainty: isLate ? 'likely' : 'certain',
    sentence: [
      `${waiting(wait.since)} for the ${entityIds.length > 1 ? 'locks' : 'lock'} of `,
      ...(entityIds.length === 0 ? ['an entity'] : list(entityIds.map(idOf))),
      ...since(wait.since),
      isLate ? ', which nobody holds: the request has not reached it.' : '.',
      ...(worst === undefined ? [] : toldCause(worst.cause, worst.id)),
    ],
    evidence: eventEvidence(facts, askedKey(stepOf(facts, wait.stepId)), 'The lock was asked for here'),
    nextStep: isLate
      ? nextStep(facts, 'Look at the control queue of the entity: its partition may have no owner.')
      : null,
  });
}

/** Asked for locks that it has not got. */
export function locks(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  return waitsOfKind(facts, 'entity-lock').map((wait) => {
    const entityIds = lockSetOf(facts, wait);
    return held(facts, wait, entityIds) ?? ungranted(facts, wait, entityIds);
  });
}

/** An entity that somebody has locked, when anything waits for it, or it will never be unlocked. */
export function lockedEntity(facts: DiagnosisFacts): Finding[] {
  const { instance } = facts;
  const { lockedBy, queueSize } = instance.entity ?? { lockedBy: null, queueSize: 0 };
  if (lockedBy === null) return [];
  const lock = judgeHolder(facts, instance.instanceId, lockedBy);
  if (queueSize === 0 && lock.severity !== 'broken') return [];
  const waiting: Sentence =
    queueSize === 0
      ? []
      : [countOf(queueSize), queueSize === 1 ? ' operation waits: ' : ' operations wait: '];
  return [
    makeFinding(facts, {
      rule: 'awaits-lock',
      severity: lock.severity,
      certainty: lock.certainty,
      sentence: [...beginning([...waiting, 'the entity is locked by ']), idOf(lockedBy), ...lock.words],
      evidence: lock.evidence,
      nextStep: lock.nextStep,
      instanceId: lock.instanceId,
    }),
  ];
}
