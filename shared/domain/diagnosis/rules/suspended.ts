import type { Finding, Sentence } from '../../../contract/diagnosis.ts';
import { isSameRun, isUnfinishedOrchestration, waitsOfKind } from '../execution-signs.ts';
import type { DiagnosisFacts } from '../facts.ts';
import { eventEvidence, makeFinding, nextStep, rowEvidence } from '../make-finding.ts';
import { because, countOf, nameOf, since } from '../phrases.ts';
import type { Rule } from '../rule.ts';

function heldBack(facts: DiagnosisFacts): Sentence {
  const results = waitsOfKind(facts, 'turn').filter(({ stepId }) => stepId !== null);
  const [first] = results;
  if (first === undefined) return [];
  if (results.length > 1) return [' ', countOf(results.length), ' results wait to be taken in.'];
  return [' What came meanwhile waits to be taken in: ', nameOf(first.name), '.'];
}

/** Somebody suspended it, so it waits to be resumed. Histories tell why, and not who. */
export function suspended(facts: DiagnosisFacts): Finding[] {
  const { instance, model, suspendedBy, unread } = facts;
  const [wait] = waitsOfKind(facts, 'resume');
  const isByRow = instance.runtimeStatus === 'Suspended';
  if (!isUnfinishedOrchestration(facts) || (wait === undefined && !isByRow)) return [];
  const isCut = unread.includes('history') || unread.includes('end-of-history') || !isSameRun(facts);
  const mark = isCut ? undefined : model.marks.findLast(({ kind }) => kind === 'suspend');
  const reason = mark === undefined ? (instance.output?.preview ?? null) : mark.text;
  const by: Sentence = suspendedBy === null ? [] : [' by ', nameOf(suspendedBy.actor)];
  const at = wait?.since ?? mark?.at ?? instance.lastUpdatedAt;
  return [
    makeFinding(facts, {
      rule: 'suspended',
      severity: 'normal',
      certainty: 'certain',
      sentence: [
        at === null ? 'It is suspended' : 'It has been suspended',
        ...by,
        ...since(at),
        ...because(reason),
        '.',
        ...heldBack(facts),
      ],
      evidence:
        mark === undefined
          ? rowEvidence(facts, 'The row says Suspended')
          : eventEvidence(facts, mark.rowKey, 'It was suspended here'),
      nextStep: nextStep(facts, 'Resume it.', { command: 'resume' }),
    }),
  ];
}

/** What a suspended instance waits for is not why it stands still, however long it takes. */
export function behindSuspension(rule: Rule): Rule {
  return (facts) => {
    const findings = rule(facts);
    if (waitsOfKind(facts, 'resume').length === 0) return findings;
    return findings.map((finding) =>
      finding.severity === 'normal' ? finding : { ...finding, severity: 'advice' as const },
    );
  };
}
