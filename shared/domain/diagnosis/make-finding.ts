import type { Evidence, Finding, NextStep, Sentence } from '../../contract/diagnosis.ts';
import type { DiagnosisFacts } from './facts.ts';

type Told = Pick<Finding, 'rule' | 'severity' | 'certainty' | 'sentence'> &
  Partial<Pick<Finding, 'evidence' | 'nextStep' | 'instanceId'>>;

/** About the instance itself, without evidence or next step, unless told otherwise. Sentences end with a full stop. */
export function makeFinding({ instance }: Pick<DiagnosisFacts, 'instance'>, told: Told): Finding {
  return { evidence: [], nextStep: null, instanceId: instance.instanceId, ...told };
}

type Step = Partial<Omit<NextStep, 'text'>>;

/** For the instance itself, and no command, unless told otherwise. */
export function nextStep(
  { instance }: Pick<DiagnosisFacts, 'instance'>,
  text: Sentence | string,
  step: Step = {},
): NextStep {
  const words = typeof text === 'string' ? [text] : text;
  return { text: words, command: null, instanceId: instance.instanceId, eventName: null, ...step };
}

/** What a row of its history shows; nothing when no row stands for it. */
export function eventEvidence(
  { instance: { instanceId } }: Pick<DiagnosisFacts, 'instance'>,
  rowKey: string | null | undefined,
  text: Sentence | string,
): Evidence[] {
  if (rowKey == null) return [];
  return [{ kind: 'event', instanceId, rowKey, text: typeof text === 'string' ? [text] : text }];
}

export function rowEvidence(
  { instance: { instanceId } }: Pick<DiagnosisFacts, 'instance'>,
  text: Sentence | string,
): Evidence[] {
  return [{ kind: 'row', instanceId, text: typeof text === 'string' ? [text] : text }];
}
