import { elapsedMs } from '../../instant.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { ago, messageEvidence } from '../queue-phrases.ts';
import { isOwned, isUnfinished, messagesFor, untakenSince } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';
import { messageOfUnknownOrchestrator } from '../unknown-function.ts';
import { isSuspicious } from './message-poison.ts';

/** Idle workers look every 30 s. */
const patienceMs = 60_000;

/** Of a partition that somebody owns; without an owner, that is the cause. */
export const messageNotTaken: Rule = (facts) => {
  const { controlQueue, instance, now } = facts;
  if (controlQueue === null || !isUnfinished(facts) || !isOwned(facts)) return [];
  const unknown = messageOfUnknownOrchestrator(facts);
  const waiting = messagesFor(controlQueue, instance.instanceId).filter(
    (message) =>
      message !== unknown &&
      !isSuspicious(message) &&
      elapsedMs(untakenSince(message, now), now) > patienceMs,
  );
  const [oldest] = waiting;
  if (oldest === undefined) return [];
  const { queue } = controlQueue;
  return [
    makeFinding(facts, {
      rule: 'message-not-taken',
      severity: 'delayed',
      certainty: 'certain',
      sentence: [
        waiting.length === 1 ? 'A message' : countOf(waiting.length),
        waiting.length === 1 ? ' for it has been waiting in ' : ' messages for it have been waiting in ',
        nameOf(queue),
        ' for ',
        ago(untakenSince(oldest, now), now),
        ', and the owner of the partition does not take ',
        waiting.length === 1 ? 'it.' : 'them.',
      ],
      evidence: waiting.slice(0, 5).map((message) => messageEvidence(queue, message, now)),
      nextStep: nextStep(
        facts,
        'Look at the worker that owns the partition: it may be busy with long orchestrations, have reached its limit of concurrent ones, or hang.',
      ),
    }),
  ];
};
