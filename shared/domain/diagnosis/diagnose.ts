import type { Finding } from '../../contract/diagnosis.ts';
import { executionRules } from './execution-rules.ts';
import type { DiagnosisFacts } from './facts.ts';
import { findingRules } from './finding-rules.ts';
import { hubRules } from './hub-rules.ts';

const severities: readonly Finding['severity'][] = ['broken', 'delayed', 'normal', 'advice'];
const certainties: readonly Finding['certainty'][] = ['certain', 'likely', 'possible'];

function compare(one: Finding, other: Finding): number {
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    certainties.indexOf(one.certainty) - certainties.indexOf(other.certainty) ||
    findingRules.indexOf(one.rule) - findingRules.indexOf(other.rule)
  );
}

/** What holds of a history whose end is not known. */
const ofBeginning: readonly Finding['rule'][] = ['history-too-large', 'history-growing', 'payload-missing'];

function executionFindings(facts: DiagnosisFacts): Finding[] {
  if (facts.unread.includes('history')) return [];
  const findings = executionRules.flatMap((rule) => rule(facts));
  return facts.unread.includes('end-of-history')
    ? findings.filter(({ rule }) => ofBeginning.includes(rule))
    : findings;
}

/** Everything the rules find, the cause first: what keeps everything from moving before what this instance waits for. */
export function diagnose(facts: DiagnosisFacts): Finding[] {
  return [...hubRules.flatMap((rule) => rule(facts)), ...executionFindings(facts)].sort(compare);
}
