import { elapsedMs } from '../../instant.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { ago, messageEvidence } from '../queue-phrases.ts';
import { isUnfinished, messagesFor, waitingSince } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

/** Idle workers look every 30 s. */
const patienceMs = 60_000;

/** Not ended by it at all, which is told by another rule. */
function isScheduled({ instance, now }: DiagnosisFacts): boolean {
  return instance.runtimeStatus === 'Pending' && (instance.scheduledStartAt ?? '') > now;
}

export const terminateQueued: Rule = (facts) => {
  const { controlQueue, instance, now } = facts;
  if (controlQueue === null || !isUnfinished(facts) || isScheduled(facts)) return [];
  const message = messagesFor(controlQueue, instance.instanceId).find(
    ({ eventType }) => eventType === 'ExecutionTerminated',
  );
  if (message === undefined) return [];
  const sentAt = waitingSince(message, now);
  const isLate = elapsedMs(sentAt, now) > patienceMs;
  return [
    makeFinding(facts, {
      rule: 'terminate-not-applied',
      severity: isLate ? 'delayed' : 'normal',
      certainty: 'certain',
      sentence: [
        'It was told to terminate ',
        ago(sentAt, now),
        ' ago, and no worker has taken the message yet.',
      ],
      evidence: [messageEvidence(controlQueue.queue, message, now)],
      nextStep: isLate
        ? nextStep(
            facts,
            'It ends when a worker takes the message; terminating it again adds only another one.',
          )
        : null,
    }),
  ];
};
