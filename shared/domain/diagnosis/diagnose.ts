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

/** Everything the rules find, the cause first: what keeps everything from moving before what this instance waits for. */
export function diagnose(facts: DiagnosisFacts): Finding[] {
  return [...hubRules, ...executionRules].flatMap((rule) => rule(facts)).sort(compare);
}
