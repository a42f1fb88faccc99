import { elapsedMs } from '../../instant.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { ago } from '../queue-phrases.ts';
import { isOwned, isUnfinished, mostPeeked, needsWorker, waitingSince } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

const patienceMs = 30_000;

/** Of a partition that somebody owns; without an owner, that is the cause. */
export const controlQueueBacklog: Rule = (facts) => {
  const { controlQueue, now } = facts;
  const [head] = controlQueue?.messages ?? [];
  if (controlQueue === null || head === undefined || !isUnfinished(facts) || !isOwned(facts)) return [];
  const { messages, depth, queue } = controlQueue;
  const headAt = waitingSince(head, now);
  if (messages.length < mostPeeked || elapsedMs(headAt, now) < patienceMs) return [];
  return [
    makeFinding(facts, {
      rule: 'control-queue-backlog',
      severity: needsWorker(facts) ? 'delayed' : 'advice',
      certainty: 'certain',
      sentence: [
        countOf(depth),
        ' messages are in its control queue ',
        nameOf(queue),
        ', the first has been waiting for ',
        ago(headAt, now),
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
