import type { Sentence } from '../../../contract/diagnosis.ts';
import { elapsedMs } from '../../instant.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, instantOf } from '../phrases.ts';
import { workerPhrase } from '../queue-phrases.ts';
import { isUnfinished, needsWorker, partitionOf, workersOf } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

/** Other workers try to claim what ran out every few seconds. */
const handOverMs = 60_000;

/** Where workers run elsewhere in the hub; without any, that is the cause. */
export const leaseExpired: Rule = (facts) => {
  const found = partitionOf(facts);
  const owner = found?.owner;
  if (!isUnfinished(facts) || owner?.lease !== 'expired' || workersOf(facts) !== 'live') return [];
  const { expiresAt } = owner;
  const isHandingOver = expiresAt !== null && elapsedMs(expiresAt, facts.now) < handOverMs;
  const urgent = isHandingOver ? 'delayed' : 'broken';
  const when: Sentence = expiresAt === null ? [' ran out'] : [' ran out at ', instantOf(expiresAt)];
  return [
    makeFinding(facts, {
      rule: 'lease-expired',
      severity: needsWorker(facts) ? urgent : 'advice',
      certainty: 'certain',
      sentence: [
        'The lease of its partition ',
        countOf(found?.partition ?? 0),
        ...when,
        ' and nobody took it over since: ',
        workerPhrase(owner),
        ' does not renew it any more.',
      ],
      evidence: [
        {
          kind: 'lease',
          partition: found?.partition ?? 0,
          text:
            owner.lastRenewedAt === null
              ? ['Held last by ', workerPhrase(owner), '.']
              : ['Renewed last at ', instantOf(owner.lastRenewedAt), ' by ', workerPhrase(owner), '.'],
        },
      ],
      nextStep: nextStep(
        facts,
        'Other workers claim an expired lease within a minute. When this one stays expired, look in the log of the app for errors of the partition manager, and whether that worker hangs or was cut off.',
      ),
    }),
  ];
};
