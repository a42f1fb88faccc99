import type { Sentence } from '../../../contract/diagnosis.ts';
import { elapsedMs, type Instant } from '../../instant.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { ago, workerPhrase } from '../queue-phrases.ts';
import { isUnfinished, partitionOf, untakenSince } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

/** A worker finishes what it holds in memory for at most a minute, then gives the partition up. */
const drainLimitMs = 90_000;

/** Storage does not say since when a partition is drained; while it is, nobody takes its messages. */
function oldestMessage({ controlQueue, now }: DiagnosisFacts): Instant | null {
  const times = (controlQueue?.messages ?? []).map((message) => untakenSince(message, now));
  return times.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null);
}

export const partitionDraining: Rule = (facts) => {
  const found = partitionOf(facts);
  const owner = found?.owner;
  if (!isUnfinished(facts) || owner?.lease !== 'live') return [];
  if (!owner.isDraining && owner.nextOwner === null) return [];
  const waiting = oldestMessage(facts);
  if (waiting === null || elapsedMs(waiting, facts.now) < drainLimitMs) return [];
  const partition = found?.partition ?? 0;
  const heir: Sentence = owner.nextOwner === null ? [] : [' and ', nameOf(owner.nextOwner), ' waits for it'];
  return [
    makeFinding(facts, {
      rule: 'partition-draining',
      severity: 'delayed',
      certainty: 'likely',
      sentence: [
        workerPhrase(owner),
        ' is giving up its partition ',
        countOf(partition),
        ...heir,
        '; meanwhile nobody takes messages, the oldest for ',
        ago(waiting, facts.now),
        '.',
      ],
      evidence: [
        {
          kind: 'lease',
          partition,
          text: owner.isDraining ? ['The partition is marked as draining.'] : ['Another worker asks for it.'],
        },
      ],
      nextStep: nextStep(
        facts,
        'A hand-over ends within a minute. When it does not, the old worker hangs in the middle of an orchestration or activity: restart it.',
      ),
    }),
  ];
};
