import { elapsedMs } from '../../instant.ts';
import { makeFinding, nextStep } from '../make-finding.ts';
import { countOf, instantOf, nameOf } from '../phrases.ts';
import { ago } from '../queue-phrases.ts';
import { isUnfinished, needsWorker, partitionOf } from '../queue-signs.ts';
import type { Rule } from '../rule.ts';

const lookBackMs = 10 * 60_000;
/** Scaling out gives a partition to another once, and so does a deployment. */
const fewestMoves = 3;

export const leaseFlapping: Rule = (facts) => {
  const found = partitionOf(facts);
  if (!isUnfinished(facts) || found === null) return [];
  // That nobody holds it for a moment is the first half of a move.
  const moves = facts.leaseMoves.filter(
    ({ at, to }) => to !== null && elapsedMs(at, facts.now) <= lookBackMs,
  );
  const oldest = moves.reduce((first, { at }) => (at < first ? at : first), facts.now);
  if (moves.length < fewestMoves) return [];
  const { partition } = found;
  return [
    makeFinding(facts, {
      rule: 'lease-flapping',
      severity: needsWorker(facts) ? 'delayed' : 'advice',
      certainty: 'likely',
      sentence: [
        'Its partition ',
        countOf(partition),
        ' changed hands ',
        countOf(moves.length),
        ' times in the last ',
        ago(oldest, facts.now),
        ': each time its work is given up and begun again.',
      ],
      evidence: moves.slice(0, 5).map(({ at, from, to }) => ({
        kind: 'lease' as const,
        partition,
        text: [
          instantOf(at),
          ': from ',
          from === null ? 'nobody' : nameOf(from),
          ' to ',
          to === null ? 'nobody' : nameOf(to),
          '.',
        ],
      })),
      nextStep: nextStep(
        facts,
        'Look for workers that restart again and again, run out of memory, or hang so long that they do not renew their leases; and for two apps that work on the same hub.',
      ),
    }),
  ];
};
