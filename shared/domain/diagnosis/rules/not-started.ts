import type { Evidence, Sentence } from '../../../contract/diagnosis.ts';
import { elapsedMs } from '../../instant.ts';
import type { DiagnosisFacts, QueueFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { ago, messageEvidence } from '../queue-phrases.ts';
import { messagesFor, mostPeeked } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

/** Idle workers look every 30 s. */
const patienceMs = 60_000;

function startMessage({ instance }: DiagnosisFacts, queue: QueueFacts) {
  return messagesFor(queue, instance.instanceId).find(({ eventType }) => eventType === 'ExecutionStarted');
}

function queueAhead(facts: DiagnosisFacts, queue: QueueFacts): Sentence {
  const message = startMessage(facts, queue);
  if (message === undefined) {
    if (queue.depth === 0) return ['its control queue is empty.'];
    if (queue.messages.length < mostPeeked) {
      return [
        'its message is not visible in ',
        nameOf(queue.queue),
        ': a worker has taken it, or put it back.',
      ];
    }
    const words = queue.depth === 1 ? ' message is ahead of it in ' : ' messages are ahead of it in ';
    return ['up to ', countOf(queue.depth), words, nameOf(queue.queue), '.'];
  }
  const ahead = queue.messages.indexOf(message);
  const only = queue.messages.length < mostPeeked ? [] : [' of more than ', countOf(mostPeeked)];
  return ahead === 0
    ? ['its message is the first in ', nameOf(queue.queue), '.']
    : [
        countOf(ahead),
        ...only,
        ahead === 1 ? ' message is' : ' messages are',
        ' ahead of it in ',
        nameOf(queue.queue),
        '.',
      ];
}

function evidenceOf(facts: DiagnosisFacts, queue: QueueFacts): Evidence[] {
  const message = startMessage(facts, queue);
  if (message !== undefined) return [messageEvidence(queue.queue, message, facts.now)];
  return [{ kind: 'queue', queue: queue.queue, text: [countOf(queue.depth), ' messages.'] }];
}

/** With every message of the queue seen, none of them is the one that starts it. */
function isStartLost(facts: DiagnosisFacts, queue: QueueFacts): boolean {
  return queue.depth <= queue.messages.length && startMessage(facts, queue) === undefined;
}

export const notStarted: Rule = (facts) => {
  const { waits, controlQueue, now } = facts;
  const wait = waits.find(({ kind }) => kind === 'start');
  if (wait === undefined) return [];
  const isLate = wait.since !== null && elapsedMs(wait.since, now) > patienceMs;
  const asked: Sentence = wait.since === null ? [] : [' ', ago(wait.since, now), ' after it was asked for'];
  const common = { rule: 'not-started', certainty: 'certain' } as const;
  if (controlQueue === null) {
    const sentence: Sentence = ['It has not started', ...asked, '.'];
    return [makeFinding(facts, { ...common, severity: isLate ? 'delayed' : 'normal', sentence })];
  }
  const evidence = evidenceOf(facts, controlQueue);
  if (isLate && isStartLost(facts, controlQueue)) {
    return [
      makeFinding(facts, {
        ...common,
        severity: 'broken',
        certainty: 'likely',
        sentence: [
          'It has not started',
          ...asked,
          ', and no message that would start it is in its control queue.',
        ],
        evidence,
        nextStep: nextStep(facts, 'Start it again; the row alone starts nothing.', { command: 'restart' }),
      }),
    ];
  }
  return [
    makeFinding(facts, {
      ...common,
      severity: isLate ? 'delayed' : 'normal',
      sentence: ['It has not started', ...asked, ': ', ...queueAhead(facts, controlQueue)],
      evidence,
      nextStep: isLate
        ? nextStep(facts, 'Look at the other findings: they say why nobody takes its message.')
        : null,
    }),
  ];
};
