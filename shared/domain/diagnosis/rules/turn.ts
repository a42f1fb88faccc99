import type { Finding } from '../../../contract/diagnosis.ts';
import {
  graceMs,
  isLongerThan,
  isSameRun,
  isUnfinishedOrchestration,
  waitsOfKind,
} from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, instantOf } from '../phrases.ts';
import { isOwned } from '../queue-signs.ts';

/** A turn without its end, or a checkpoint that was written in part. A turn takes seconds: a worker stopped in its middle. */
export function unfinishedTurn(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts) || !isSameRun(facts)) return [];
  const { model, history } = facts;
  const isTorn = history?.isCheckpointComplete === false;
  const isOpen = waitsOfKind(facts, 'turn').some(({ stepId }) => stepId === null);
  const turn = model.turns.at(-1);
  const at = model.lastEventAt ?? turn?.startedAt ?? null;
  if ((!isTorn && !isOpen) || !isLongerThan(facts, at, graceMs)) return [];
  return [
    makeFinding(facts, {
      rule: 'turn-unfinished',
      severity: 'delayed',
      certainty: isTorn ? 'certain' : 'likely',
      sentence: [
        isTorn ? 'Its last checkpoint' : 'Its last turn, which began',
        ...(isTorn && at !== null ? [' of ', instantOf(at)] : atTime(at)),
        isTorn ? ' was not written to its end' : ', has not ended',
        isOwned(facts)
          ? ': the worker is still at it, or stopped, and the message that woke it comes back after about five minutes.'
          : ': a worker stopped in the middle. The next one to own its partition goes on from what is there.',
      ],
      evidence: eventEvidence(facts, turn?.startedKey, 'The turn that has no end'),
      nextStep: nextStep(
        facts,
        'See whether the orchestrator blocks: its code must not wait for anything but its own tasks.',
      ),
    }),
  ];
}
