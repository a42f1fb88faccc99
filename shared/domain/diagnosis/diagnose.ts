import type { Finding } from '../../contract/diagnosis.ts';
import { beginningRules, executionRules, rowRules } from './execution-rules.ts';
import type { DiagnosisFacts } from './facts.ts';
import { findingRules } from './finding-rules.ts';
import { hubRules } from './hub-rules.ts';
import type { Rule } from './rule.ts';

const severities: readonly Finding['severity'][] = ['broken', 'delayed', 'normal', 'advice'];
const certainties: readonly Finding['certainty'][] = ['certain', 'likely', 'possible'];

/** They say that something does not happen; whatever says why comes first, even when it is less sure. */
function isSymptom({ rule }: Finding): boolean {
  return rule === 'not-started' || rule === 'message-not-taken';
}

function compare(one: Finding, other: Finding): number {
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    Number(isSymptom(one)) - Number(isSymptom(other)) ||
    certainties.indexOf(one.certainty) - certainties.indexOf(other.certainty) ||
    findingRules.indexOf(one.rule) - findingRules.indexOf(other.rule)
  );
}

function executionRulesFor({ unread }: DiagnosisFacts): readonly Rule[] {
  if (unread.includes('history')) return rowRules;
  return unread.includes('end-of-history') ? beginningRules : executionRules;
}

/** Everything the rules find, the cause first: what keeps everything from moving before what this instance waits for. */
export function diagnose(facts: DiagnosisFacts): Finding[] {
  return [...hubRules, ...executionRulesFor(facts)].flatMap((rule) => rule(facts)).sort(compare);
}
