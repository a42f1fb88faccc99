import type { Finding } from '../../../contract/diagnosis.ts';
import type { Instant } from '../../instant.ts';
import { elapsedSince, isSameRun, ownMessages } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep, rowEvidence } from '../make-finding.ts';
import { because, durationOf, instantOf } from '../phrases.ts';

/** When it is to start; `null` when it has begun, is due, or never had a time. */
function dueIn(facts: DiagnosisFacts): Instant | null {
  const { scheduledStartAt } = facts.instance;
  const hasBegun = facts.model.eventCount > 0 && isSameRun(facts);
  return scheduledStartAt !== null && scheduledStartAt > facts.now && !hasBegun ? scheduledStartAt : null;
}

/**
 * A terminate for an instance that has not begun leaves its start in the queue. A worker that applies one writes two
 * times, a moment apart; a cancelled start has one time in both columns, and does not happen.
 */
function isTerminatedInVain(facts: DiagnosisFacts): boolean {
  const { runtimeStatus, output, completedAt, lastUpdatedAt } = facts.instance;
  if (runtimeStatus === 'Terminated') return completedAt !== null && completedAt !== lastUpdatedAt;
  if (runtimeStatus !== 'Pending') return false;
  return output !== null || ownMessages(facts, 'ExecutionTerminated').length > 0;
}

function yetDue(facts: DiagnosisFacts, dueAt: Instant): Finding {
  const { instance } = facts;
  const isPending = instance.runtimeStatus === 'Pending';
  return makeFinding(facts, {
    rule: 'terminated-yet-due',
    severity: 'delayed',
    certainty: isPending ? 'certain' : 'likely',
    sentence: [
      'It was terminated, and will start all the same at ',
      instantOf(dueAt),
      ': terminating a scheduled start does not take it back.',
    ],
    evidence: rowEvidence(facts, ['The row keeps the reason', ...because(instance.output?.preview ?? null)]),
    nextStep: isPending
      ? nextStep(facts, 'Cancel the scheduled start.', { command: 'cancel-scheduled-start' })
      : nextStep(facts, 'Purge it: the engine drops a start whose instance has no row.', {
          command: 'purge',
        }),
  });
}

/** Only a suspension and its end leave their reason in the same place. */
function startedInVain(facts: DiagnosisFacts): Finding[] {
  const { instance, model } = facts;
  const { runtimeStatus, output, scheduledStartAt } = instance;
  const isOfSuspension = model.marks.some(({ kind }) => kind === 'suspend' || kind === 'resume');
  if (runtimeStatus !== 'Running' || output === null || scheduledStartAt === null || isOfSuspension)
    return [];
  return [
    makeFinding(facts, {
      rule: 'terminated-yet-due',
      severity: 'advice',
      certainty: 'likely',
      sentence: [
        'It was terminated before its scheduled start, and started all the same at ',
        instantOf(model.startedAt ?? scheduledStartAt),
        '.',
      ],
      evidence: rowEvidence(facts, ['The row keeps the reason', ...because(output.preview)]),
      nextStep: nextStep(facts, 'Terminate it once more: it runs, so that takes effect.', {
        command: 'terminate',
      }),
    }),
  ];
}

/** A start that is yet to come, and one that was terminated and comes nevertheless. */
export function scheduledStart(facts: DiagnosisFacts): Finding[] {
  const dueAt = dueIn(facts);
  if (dueAt === null) return startedInVain(facts);
  if (isTerminatedInVain(facts)) return [yetDue(facts, dueAt)];
  if (facts.instance.runtimeStatus !== 'Pending') return [];
  return [
    makeFinding(facts, {
      rule: 'not-due',
      severity: 'normal',
      certainty: 'certain',
      sentence: [
        'Its start is scheduled for ',
        instantOf(dueAt),
        ', in ',
        durationOf(-(elapsedSince(facts, dueAt) ?? 0)),
        '.',
      ],
      evidence: rowEvidence(facts, ['The scheduled start is in the row']),
    }),
  ];
}
