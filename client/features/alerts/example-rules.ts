import { emptyForm, type RuleForm } from './rule-form.ts';

/** Rules to begin with, one of each kind. */
export function exampleRules(hub: string, zone: string): readonly RuleForm[] {
  const empty = emptyForm(hub, zone);
  return [
    { ...empty, name: 'No worker while messages wait', kind: 'no-worker', hold: '2m', severity: 'critical' },
    { ...empty, name: 'More than 10 % fail', kind: 'failure-rate', resolvePercent: '5' },
    { ...empty, name: 'Messages wait for 5 minutes', kind: 'backlog-age', resolveAge: '1m' },
    { ...empty, name: 'Instances are stuck', kind: 'stuck-count', hold: '5m' },
    {
      ...empty,
      name: 'The nightly run did not complete',
      kind: 'not-completed',
      by: 'daily',
      hold: '0s',
      resolveAfter: '0s',
    },
  ];
}
