import { isTerminal } from '../../runtime-status.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import type { Rule } from '../rule.ts';

const losses: Record<DiagnosisFacts['unread'][number], string> = {
  history: 'Its history cannot be read: what it does and waits for is not known.',
  'end-of-history': 'Its history is too long to be read to its end here: what it waits for is not known.',
  queues:
    'The queues and leases of the hub cannot be read: whether a worker takes its messages is not known.',
  messages: 'Its control queue cannot be looked into: whether messages wait for it is not known.',
};

const advice = 'Look whether the storage account answers, and whether this dashboard may read all of it.';

export const storageUnreadable: Rule = (facts) => {
  if (isTerminal(facts.instance.runtimeStatus)) return [];
  return facts.unread.map((part) =>
    makeFinding(facts, {
      rule: 'storage-unreadable',
      severity: 'advice',
      certainty: 'certain',
      sentence: [losses[part]],
      nextStep: part === 'end-of-history' ? null : nextStep(facts, advice),
    }),
  );
};
