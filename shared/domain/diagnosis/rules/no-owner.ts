import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf } from '../phrases.ts';
import { isUnfinished, needsWorker, partitionOf, workersOf } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

/** Where workers run elsewhere in the hub; without any, that is the cause. */
export const noOwner: Rule = (facts) => {
  const found = partitionOf(facts);
  if (!isUnfinished(facts) || found?.owner?.lease !== 'free' || workersOf(facts) !== 'live') return [];
  const { partition, queue } = found;
  const severity = needsWorker(facts) ? 'broken' : 'advice';
  return [
    makeFinding(facts, {
      rule: 'no-owner',
      severity,
      certainty: 'certain',
      sentence: [
        'Nobody owns its partition ',
        countOf(partition),
        ' although workers own others: its messages wait until one claims it.',
      ],
      evidence: [
        { kind: 'lease', partition, text: ['The lease of ', { kind: 'name', name: queue }, ' is free.'] },
      ],
      nextStep: nextStep(
        facts,
        'Workers claim free partitions within a minute. When this one stays free, look for errors of the partition manager in the log of the app, and whether all workers are configured with the same number of partitions.',
      ),
    }),
  ];
};
