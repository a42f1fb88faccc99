import type { Evidence, Finding } from '../../../contract/diagnosis.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep, rowEvidence } from '../make-finding.ts';
import { countOf, nameOf } from '../phrases.ts';
import { isUnfinished } from '../queue-signs.ts';

const mostShown = 10;

function evidenceOf(
  facts: DiagnosisFacts,
  { rowKey, what }: DiagnosisFacts['missingPayloads'][number],
): Evidence[] {
  const text = [nameOf(what), ' is not in the blob that it names'];
  return rowKey === null ? rowEvidence(facts, text) : eventEvidence(facts, rowKey, text);
}

/** A worker that reads the history needs every payload in it: without one, each try to go on fails. */
export function missingPayloads(facts: DiagnosisFacts): Finding[] {
  const missing = facts.missingPayloads;
  const [first] = missing;
  if (first === undefined) return [];
  const isOfHistory = isUnfinished(facts) && missing.some(({ rowKey }) => rowKey !== null);
  return [
    makeFinding(facts, {
      rule: 'payload-missing',
      severity: isOfHistory ? 'broken' : 'advice',
      certainty: 'certain',
      sentence: [
        ...(missing.length === 1
          ? ['A large payload (', nameOf(first.what), ') is']
          : [countOf(missing.length), ' large payloads are']),
        ' gone from blob storage',
        isOfHistory
          ? ': a worker cannot load the history, so whatever wakes the instance fails.'
          : ' and cannot be shown any more.',
      ],
      evidence: missing.slice(0, mostShown).flatMap((each) => evidenceOf(facts, each)),
      nextStep: isOfHistory
        ? nextStep(
            facts,
            'Restore the blob, if the account keeps deleted ones; else purge the instance and start it anew.',
            {
              command: 'purge',
            },
          )
        : null,
    }),
  ];
}
