import type { Finding } from '../../../contract/diagnosis.ts';
import { graceMs, isLongerThan, isUnfinishedOrchestration } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding } from '../make-finding.ts';
import { atTime, because } from '../phrases.ts';

/** It took in that it shall end, and did not write that it has. */
export function terminationCutShort(facts: DiagnosisFacts): Finding[] {
  const mark = facts.model.marks.findLast(({ kind }) => kind === 'terminate');
  if (
    !isUnfinishedOrchestration(facts) ||
    mark === undefined ||
    facts.model.end !== null ||
    !isLongerThan(facts, mark.at, graceMs)
  )
    return [];
  return [
    makeFinding(facts, {
      rule: 'terminate-not-applied',
      severity: 'delayed',
      certainty: 'likely',
      sentence: [
        'It took in a terminate',
        ...atTime(mark.at),
        ...because(mark.text),
        ', and its history has no end yet: the turn that ends it was not written.',
      ],
      evidence: eventEvidence(facts, mark.rowKey, 'The terminate in the history'),
    }),
  ];
}
