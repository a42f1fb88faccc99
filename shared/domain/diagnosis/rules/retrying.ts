import type { Finding } from '../../../contract/diagnosis.ts';
import type { Attempt, Step } from '../../execution/execution-model.ts';
import type { Wait } from '../../execution/wait.ts';
import { graceMs, isLongerThan, isUnfinishedOrchestration, stepOf } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep } from '../make-finding.ts';
import { atTime, because, countOf, durationOf, nameOf, since } from '../phrases.ts';

const mostTold = 5;

/** What is tried again: by its delay, or by its attempt under way. */
function retriedStep(facts: DiagnosisFacts, wait: Wait): Step | null {
  const step = stepOf(facts, wait.stepId);
  if (step?.delaysStepId != null) return stepOf(facts, step.delaysStepId);
  return wait.kind === 'activity' || wait.kind === 'sub-orchestration' ? step : null;
}

function lastFailed({ attempts }: Step): Attempt | undefined {
  return attempts.findLast(({ state }) => state === 'failed');
}

function retrying(facts: DiagnosisFacts, wait: Wait, step: Step, failed: Attempt): Finding {
  const tries = countOf(wait.attempt);
  const began =
    wait.kind === 'timer'
      ? [' begins', ...atTime(wait.dueAt)]
      : [wait.since === null ? ' is under way' : ' has been under way', ...since(wait.since)];
  const delayMs = step.attempts.at(-1)?.delayMs ?? null;
  return makeFinding(facts, {
    rule: 'retrying',
    severity: 'delayed',
    // The engine writes nowhere down that one is the retry of another.
    certainty: 'likely',
    sentence: [
      ...['Attempt ', tries, ' of ', nameOf(step.name), ...began],
      ...(wait.kind !== 'timer' && delayMs !== null ? [', after a delay of ', durationOf(delayMs)] : []),
      '; attempt ',
      countOf(failed.number),
      ' failed',
      ...because(failed.failure?.message ?? failed.failure?.errorType ?? null),
      '.',
    ],
    evidence: eventEvidence(facts, failed.finishedKey, 'The last failure'),
    nextStep: nextStep(facts, [
      'See why ',
      nameOf(step.name),
      ' fails; it is tried again by itself until its attempts are used up.',
    ]),
  });
}

/** A step failed and is tried again. A rewind that asks again for what failed is no retry. */
export function retries(facts: DiagnosisFacts): Finding[] {
  if (!isUnfinishedOrchestration(facts)) return [];
  const found = facts.waits.flatMap((wait) => {
    const isLate = wait.kind === 'timer' && isLongerThan(facts, wait.dueAt, graceMs);
    const step = isLate || wait.attempt < 2 ? null : retriedStep(facts, wait);
    const failed = step === null ? undefined : lastFailed(step);
    return step === null || failed === undefined ? [] : [retrying(facts, wait, step, failed)];
  });
  return found.slice(0, mostTold);
}
