import type { Evidence } from '../../../contract/diagnosis.ts';
import { elapsedMs, type Instant } from '../../instant.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { isUnfinished, needsWorker, workersOf, workFor } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

const advice =
  'Start the app that works on this hub, or look why it does not start. Where it scales by itself, look whether it may scale from zero: the scale controller needs to read the queues.';

function somethingWaits({ backlog }: DiagnosisFacts): boolean {
  return (
    backlog !== null &&
    [...backlog.partitions, backlog.workItems].some((queue) => (queue?.head ?? null) !== null)
  );
}

/** An app that restarts, or is started because something waits, is back within this. */
const patienceMs = 60_000;

/** The last lease ran out, or what waits came, only a moment ago. */
function isMomentary(facts: DiagnosisFacts): boolean {
  const isYoung = (at: Instant | null) => at !== null && elapsedMs(at, facts.now) < patienceMs;
  const leases = facts.backlog?.partitions.map(({ owner }) => owner?.expiresAt ?? null) ?? [];
  return leases.some(isYoung) || workFor(facts).every(isYoung);
}

/** A hub that is scaled to zero while nothing waits is as it should be. */
export const noWorker: Rule = (facts) => {
  if (!isUnfinished(facts) || workersOf(facts) !== 'none') return [];
  const evidence: Evidence[] = (facts.backlog?.partitions ?? [])
    .slice(0, 1)
    .map(({ partition }) => ({ kind: 'lease', partition, text: ['No partition has a live lease.'] }));
  const common = {
    rule: 'no-worker',
    certainty: 'certain',
    evidence,
    nextStep: nextStep(facts, advice),
  } as const;
  if (needsWorker(facts)) {
    const isPassing = isMomentary(facts);
    const sentence = [
      isPassing
        ? 'No worker runs on this task hub at the moment: no partition has a live owner.'
        : 'No worker runs on this task hub: no partition has a live owner, so nothing moves.',
    ];
    return [makeFinding(facts, { ...common, severity: isPassing ? 'delayed' : 'broken', sentence })];
  }
  if (facts.waits.length === 0 || !somethingWaits(facts)) return [];
  const sentence = [
    'No worker runs on this task hub although messages wait in it. What this instance waits for will be noticed only when one runs again.',
  ];
  return [makeFinding(facts, { ...common, severity: 'advice', sentence })];
};
