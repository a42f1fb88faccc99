import type { Finding, NextStep } from '../../../contract/diagnosis.ts';
import type { QueuedMessage } from '../../../contract/backlog.ts';
import { elapsedMs } from '../../instant.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { ago, messageEvidence } from '../queue-phrases.ts';
import { messagesFor, mostPeeked, workersOf } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';
import { messageOfUnknownActivity, messageOfUnknownOrchestrator } from '../unknown-function.ts';

/** Even behind a message that fails again and again, a worker comes round within this. */
const longUnstartedMs = 120_000;

function deployIt(facts: DiagnosisFacts, name: string): NextStep {
  return nextStep(facts, [
    'Deploy a version that has ',
    nameOf(name),
    ', or look whether it was renamed or removed while instances still needed it.',
  ]);
}

/** The engine meets the message again and again, and holds up the others of the worker while it does. */
function unknownFinding(
  facts: DiagnosisFacts,
  rule: 'unknown-orchestrator' | 'unknown-activity',
  { queue, message, name }: { queue: string; message: QueuedMessage; name: string },
): Finding {
  const what = rule === 'unknown-activity' ? 'activity' : 'orchestrator';
  return makeFinding(facts, {
    rule,
    ...(facts.everRan.get(name) === false
      ? ({ severity: 'broken', certainty: 'likely' } as const)
      : ({ severity: 'delayed', certainty: 'possible' } as const)),
    sentence: [
      `The worker does not seem to know the ${what} `,
      nameOf(name),
      ': its message came back ',
      countOf(message.dequeueCount),
      ' times, and nothing shows that it ever ran here.',
    ],
    evidence: [messageEvidence(queue, message, facts.now)],
    nextStep: deployIt(facts, name),
  });
}

/** Put back with a delay, the message is hidden most of the time. */
function seemsUnknown(facts: DiagnosisFacts, name: string): Finding[] {
  const { controlQueue, now, waits, instance } = facts;
  const start = waits.find(({ kind }) => kind === 'start');
  if (start?.since == null || elapsedMs(start.since, now) < longUnstartedMs) return [];
  if (facts.everRan.get(name) !== false || workersOf(facts) !== 'live' || controlQueue === null) return [];
  const { messages, depth } = controlQueue;
  const isHidden =
    messages.length < mostPeeked &&
    depth > messages.length &&
    messagesFor(controlQueue, instance.instanceId).length === 0;
  if (!isHidden) return [];
  return [
    makeFinding(facts, {
      rule: 'unknown-orchestrator',
      severity: 'delayed',
      certainty: 'possible',
      sentence: [
        'Perhaps the worker does not know the orchestrator ',
        nameOf(name),
        ': no instance of it ever ran here, and ',
        ago(start.since, now),
        ' after it was asked for the message that would start it is neither visible nor done.',
      ],
      nextStep: deployIt(facts, name),
    }),
  ];
}

export const unknownOrchestrator: Rule = (facts) => {
  const { name } = facts.instance;
  const message = messageOfUnknownOrchestrator(facts);
  if (name === null) return [];
  if (message === null) return seemsUnknown(facts, name);
  return [
    unknownFinding(facts, 'unknown-orchestrator', { queue: facts.controlQueue?.queue ?? '', message, name }),
  ];
};

export const unknownActivity: Rule = (facts) => {
  const named = new Map(
    facts.waits.flatMap((wait) =>
      wait.kind === 'activity' && wait.name !== null ? [[wait.name, wait]] : [],
    ),
  );
  return [...named].flatMap(([name, wait]) => {
    const message = messageOfUnknownActivity(facts, wait);
    if (message === null) return [];
    return [
      unknownFinding(facts, 'unknown-activity', { queue: facts.workItems?.queue ?? '', message, name }),
    ];
  });
};
