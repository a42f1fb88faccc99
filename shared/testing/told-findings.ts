import { diagnose } from '../domain/diagnosis/diagnose.ts';
import { sentenceText } from '../domain/diagnosis/sentence-text.ts';
import { makeDiagnosisFacts } from './diagnosis.ts';

type Overrides = Parameters<typeof makeDiagnosisFacts>[0];

/** What is found, one line each: `rule severity certainty: sentence`. */
export function tell(overrides: Overrides): string[] {
  return diagnose(makeDiagnosisFacts(overrides)).map(
    ({ rule, severity, certainty, sentence }) =>
      `${rule} ${severity} ${certainty}: ${sentenceText(sentence)}`,
  );
}

/** The rules that find something, the cause first. */
export function rulesOf(overrides: Overrides): string[] {
  return diagnose(makeDiagnosisFacts(overrides)).map(({ rule }) => rule);
}
