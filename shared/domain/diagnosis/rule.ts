import type { Finding } from '../../contract/diagnosis.ts';
import type { DiagnosisFacts } from './facts.ts';

/** Says nothing, or one or several things, about an instance. */
export type Rule = (facts: DiagnosisFacts) => readonly Finding[];
