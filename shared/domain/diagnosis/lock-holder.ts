import type { Finding, NextStep, Sentence } from '../../contract/diagnosis.ts';
import type { DiagnosisFacts } from './facts.ts';
import { causeIn, hasEnded, toldCause, waitsForItself } from './family.ts';
import { nextStep, rowEvidence } from './make-finding.ts';
import { idOf, since } from './phrases.ts';

/** What it means for the instance that somebody else holds the lock of an entity. */
export type HeldLock = Pick<Finding, 'severity' | 'certainty' | 'evidence' | 'nextStep' | 'instanceId'> & {
  readonly isDeadlock: boolean;
  /** Goes on behind the name of the holder, and ends the sentence. */
  readonly words: Sentence;
};

function cleanEntity(facts: DiagnosisFacts, entityId: string): NextStep {
  return nextStep(facts, ['Clean ', idOf(entityId), ': that takes the lock from one who has ended.'], {
    command: 'clean-entity',
    instanceId: entityId,
  });
}

const deadlockStep =
  'Terminate one of them, then clean the entities that it had locked: a terminated instance does not give its locks back.';

/** A holder that ended never gives the lock back; one that waits for this instance never can. */
export function judgeHolder(facts: DiagnosisFacts, entityId: string, holderId: string): HeldLock {
  const holder = facts.related.get(holderId);
  const held = since(facts.locks.get(entityId)?.heldSince ?? null);
  const locked = rowEvidence({ instance: { ...facts.instance, instanceId: entityId } }, [
    'The row of the entity says that ',
    idOf(holderId),
    ' holds its lock',
  ]);
  const common = { isDeadlock: false, certainty: 'certain', evidence: locked, instanceId: holderId } as const;
  if (holder !== undefined && (holder.isGone || hasEnded(holder))) {
    const why = holder.isGone ? 'is not in storage any more' : `has ended (${holder.instance.runtimeStatus})`;
    return {
      ...common,
      severity: 'broken',
      words: [...held, `, which ${why} and did not give it back.`],
      nextStep: cleanEntity(facts, entityId),
    };
  }
  if (facts.instance.kind === 'orchestration' && waitsForItself(facts, holderId)) {
    return {
      ...common,
      isDeadlock: true,
      severity: 'broken',
      words: [...held, ', which in turn waits for this one: neither can go on.'],
      nextStep: nextStep(facts, deadlockStep, { command: 'terminate' }),
    };
  }
  const cause = causeIn(facts, holderId);
  return {
    ...common,
    severity: cause.severity,
    certainty: cause.certainty,
    evidence: [...locked, ...(cause.finding?.evidence ?? [])],
    words: [...held, '.', ...toldCause(cause, holderId)],
    nextStep: cause.finding?.nextStep ?? null,
    instanceId: cause.instanceId,
  };
}

/** Who holds the lock of an entity, unless nobody or the instance itself does, or it is not known. */
export function otherHolder({ locks, instance }: DiagnosisFacts, entityId: string): string | null {
  const heldBy = locks.get(entityId)?.heldBy ?? null;
  return heldBy === instance.instanceId ? null : heldBy;
}
