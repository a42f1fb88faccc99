import type { QueuedMessage } from '../../../contract/backlog.ts';
import type { Finding } from '../../../contract/diagnosis.ts';
import type { DiagnosisFacts, QueueFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { messageEvidence } from '../queue-phrases.ts';
import { isUnfinished, messagesFor } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';
import { messageOfUnknownActivity, messageOfUnknownOrchestrator } from '../unknown-function.ts';

/** From here on the engine itself logs a message as poison. It retries it forever: there is no dead-letter queue. */
const poisonTakes = 10;
const suspiciousTakes = 5;

export function isSuspicious({ dequeueCount }: QueuedMessage): boolean {
  return dequeueCount > suspiciousTakes;
}

/** Those of unknown functions have a finding of their own. */
function isExplained(facts: DiagnosisFacts, message: QueuedMessage): boolean {
  return (
    message === messageOfUnknownOrchestrator(facts) ||
    message === messageOfUnknownActivity(facts, { kind: 'activity', name: message.name })
  );
}

function poisonFinding(facts: DiagnosisFacts, queue: string, message: QueuedMessage): Finding {
  const isPoison = message.dequeueCount >= poisonTakes;
  const what = message.eventType ?? 'unreadable';
  return makeFinding(facts, {
    rule: 'message-poison',
    severity: isPoison ? 'broken' : 'delayed',
    certainty: isPoison ? 'certain' : 'likely',
    sentence: [
      `Its ${what} message`,
      ...(message.name === null ? [] : [' ', nameOf(message.name)]),
      ' in ',
      nameOf(queue),
      ' was taken ',
      countOf(message.dequeueCount),
      ' times and came back each time: workers ',
      isPoison ? 'cannot process it.' : 'fail to process it, or end while they do.',
    ],
    evidence: [messageEvidence(queue, message, facts.now)],
    nextStep: nextStep(
      facts,
      'Look in the log of the app for the failure that each attempt ends in: a payload it cannot read, a missing blob, a worker that runs out of memory. The engine tries again forever, ever more rarely; deploy a version that can process it, or purge the instance.',
    ),
  });
}

export const messagePoison: Rule = (facts) => {
  if (!isUnfinished(facts)) return [];
  const inQueue = (queue: QueueFacts | null) =>
    messagesFor(queue, facts.instance.instanceId)
      .filter((message) => isSuspicious(message) && !isExplained(facts, message))
      .map((message) => poisonFinding(facts, queue?.queue ?? '', message));
  return [...inQueue(facts.controlQueue), ...inQueue(facts.workItems)];
};
