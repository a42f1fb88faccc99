import { diagnosis, finding, type Diagnosis, type Finding } from '../contract/diagnosis.ts';
import { at } from './instances.ts';

/** It waits for an event, as it is meant to. */
export function makeFinding(overrides: Partial<Finding> = {}): Finding {
  return finding.parse({
    rule: 'awaits-event',
    severity: 'normal',
    certainty: 'likely',
    sentence: ['Waits for the event ', { kind: 'name', name: 'Approve' }, '.'],
    evidence: [],
    nextStep: null,
    instanceId: 'order-1001',
    ...overrides,
  } satisfies Finding);
}

/** Nothing was found, and everything was looked at. */
export function makeDiagnosis(overrides: Partial<Diagnosis> = {}): Diagnosis {
  return diagnosis.parse({
    instanceId: 'order-1001',
    findings: [],
    chain: [],
    readAt: at(10),
    problems: [],
    ...overrides,
  } satisfies Diagnosis);
}
