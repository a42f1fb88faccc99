import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { isUnfinished, messagesFor, needsWorker } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

const fewestMessages = 16;
const dominantShare = 0.5;

function mostFrequent(ids: readonly (string | null)[]): { id: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].reduce<{ id: string; count: number } | null>(
    (most, [id, count]) => (most === null || count > most.count ? { id, count } : most),
    null,
  );
}

/** The messages of one instance are processed one batch after the other, and those of its partition wait with them. */
export const messageHot: Rule = (facts) => {
  const { controlQueue, instance } = facts;
  if (controlQueue === null || !isUnfinished(facts)) return [];
  const { messages, queue } = controlQueue;
  const hot = mostFrequent(messages.map(({ instanceId }) => instanceId));
  if (hot === null || hot.count < fewestMessages || hot.count < messages.length * dominantShare) return [];
  const isOwn = hot.id === instance.instanceId;
  if (!isOwn && !needsWorker(facts)) return [];
  const share = [
    countOf(hot.count),
    ' of the first ',
    countOf(messages.length),
    ' messages in ',
    nameOf(queue),
  ];
  return [
    makeFinding(facts, {
      rule: 'message-hot',
      severity: isOwn ? 'advice' : 'delayed',
      certainty: isOwn ? 'certain' : 'likely',
      sentence: isOwn
        ? [...share, ' are for this instance: it receives more than one partition hands out quickly.']
        : [
            ...share,
            ' are for ',
            { kind: 'instance', instanceId: hot.id },
            ', and those of this instance wait among them.',
          ],
      evidence: [
        {
          kind: 'queue',
          queue,
          text: [
            countOf(messagesFor(controlQueue, instance.instanceId).length),
            ' of them are for this instance.',
          ],
        },
      ],
      nextStep: nextStep(
        facts,
        'Let fewer and larger messages go to one instance or entity, or spread them over several: more workers do not help, as one partition has one owner.',
      ),
    }),
  ];
};
