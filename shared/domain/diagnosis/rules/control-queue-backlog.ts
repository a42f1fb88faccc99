import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, durationOf, nameOf } from '../phrases.ts';
import { isOwned, isUnfinished, longestUntakenMs, mostPeeked, needsWorker } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

const patienceMs = 30_000;

/** Of a partition that somebody owns; without an owner, that is the cause. */
export const controlQueueBacklog: Rule = (facts) => {
  const { controlQueue, now } = facts;
  if (controlQueue === null || !isUnfinished(facts) || !isOwned(facts)) return [];
  const { messages, depth, queue } = controlQueue;
  const waitedMs = longestUntakenMs(controlQueue, now) ?? 0;
  if (messages.length < mostPeeked || waitedMs < patienceMs) return [];
  return [
    makeFinding(facts, {
      rule: 'control-queue-backlog',
      severity: needsWorker(facts) ? 'delayed' : 'advice',
      certainty: 'certain',
      sentence: [
        countOf(depth),
        ' messages are in its control queue ',
        nameOf(queue),
        ', of which the oldest has been waiting for ',
        durationOf(waitedMs),
        ': the partition is behind.',
      ],
      evidence: [{ kind: 'queue', queue, text: [countOf(depth), ' messages, hidden ones included.'] }],
      nextStep: nextStep(
        facts,
        'Workers help while there are fewer of them than partitions; beyond that, let orchestrations send fewer messages or raise the limit of concurrent ones on each worker.',
      ),
    }),
  ];
};
