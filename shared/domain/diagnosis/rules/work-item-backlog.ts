import type { Sentence } from '../../../contract/diagnosis.ts';
import type { DiagnosisFacts, QueueFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, durationOf, nameOf } from '../phrases.ts';
import { isUnfinished, longestUntakenMs, messagesFor, mostPeeked, workersOf } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';
import { messageOfUnknownActivity } from '../unknown-function.ts';
import { isSuspicious } from './message-poison.ts';

const patienceMs = 30_000;

function ownWaiting(facts: DiagnosisFacts, queue: QueueFacts): number {
  return messagesFor(queue, facts.instance.instanceId).filter(
    (message) =>
      !isSuspicious(message) &&
      message !== messageOfUnknownActivity(facts, { kind: 'activity', name: message.name }),
  ).length;
}

/** Activities of one that nobody works on yet; without any worker, that is the cause. */
export const workItemBacklog: Rule = (facts) => {
  const { workItems, waits, now } = facts;
  const open = waits.filter(({ kind }) => kind === 'activity').length;
  if (workItems === null || open === 0) return [];
  if (!isUnfinished(facts) || workersOf(facts) === 'none') return [];
  const waitedMs = longestUntakenMs(workItems, now) ?? 0;
  if (waitedMs < patienceMs) return [];
  const own = ownWaiting(facts, workItems);
  const isAllSeen = workItems.messages.length < mostPeeked;
  if (own === 0 && isAllSeen) return [];
  const { queue, depth } = workItems;
  const which: Sentence =
    own > 0
      ? [countOf(own), ' of its activities ', own === 1 ? 'waits' : 'wait']
      : [countOf(open), ' of its activities may wait'];
  return [
    makeFinding(facts, {
      rule: 'work-item-backlog',
      severity: 'delayed',
      certainty: own > 0 ? 'certain' : 'possible',
      sentence: [
        ...which,
        ' in ',
        nameOf(queue),
        ' for a worker, among ',
        countOf(depth),
        depth === 1 ? ' message' : ' messages',
        ', of which the oldest has been waiting for ',
        durationOf(waitedMs),
        '.',
      ],
      evidence: [
        { kind: 'queue', queue, text: [countOf(depth), ' messages, those being worked on included.'] },
      ],
      nextStep: nextStep(
        facts,
        'Add workers, or raise the limit of concurrent activities on each: any worker may take any activity.',
      ),
    }),
  ];
};
