import { describe, expect, it } from 'vitest';
import type { InstanceRow } from '../contract/instances.ts';
import { parseFilter } from '../domain/instance-filter/parse-filter.ts';
import { at, makeInstanceRow } from './instances.ts';
import { matchesFilter } from './matches-filter.ts';

function isMatch(filter: string, overrides: Partial<InstanceRow>): boolean {
  const { terms, problems } = parseFilter(filter, 'UTC');
  expect(problems).toEqual([]);
  return matchesFilter(
    makeInstanceRow(overrides),
    terms.map(({ term }) => term),
    at(7200),
  );
}

const failure = {
  errorType: 'System.TimeoutException',
  message: 'Too late',
  failingFunction: null,
  fingerprint: 'ab12',
};

describe('a row', () => {
  it.each<[string, Partial<InstanceRow>]>([
    ['', {}],
    ['status:running,failed kind:orchestration', {}],
    ['order -status:failed', { instanceId: 'my-order-1' }],
    ['name:ORDER*', {}],
    ['name:*work*flow', { name: 'OrderWorkflow' }],
    ['failure:timeout*late fingerprint:ab12', { failure }],
    ['custom:WAIT', { customStatus: '{"step":"waiting"}' }],
    [
      'custom.step:waiting custom.at.1:2.5 custom.ok:true',
      { customStatus: '{"step":"waiting","at":[1,2.5],"ok":true}' },
    ],
    ['tag:TE* tag.team:blue', { tags: { team: 'blue' } }],
    ['entity:counter key:A@1 name:counter', { instanceId: '@counter@A@1', name: 'counter' }],
    ['parent:e1', { parentExecutionId: 'e1' }],
    [
      'parent:"" version:"" tag:"" custom.a:"" scheduled:"" partition:0',
      { version: '', customStatus: 'no JSON' },
    ],
    ['created>=2026-11-21T05:00Z created<2026-11-21T05:01Z', {}],
    ['age>=2h age<=2h idle<2h', {}],
    ['created:-2h..', {}],
    ['duration:2s..3s completed:*', { runtimeStatus: 'Completed' }],
  ])('matches %s', (filter, overrides) => {
    expect(isMatch(filter, overrides)).toBe(true);
  });

  it.each<[string, Partial<InstanceRow>]>([
    ['name:ORDERWORKFLOW', {}],
    ['id:*ORDER*', {}],
    ['id:ab*ba', { instanceId: 'aba' }],
    ['name:*', { name: '' }],
    ['custom.a:null', { customStatus: '{"a":null}' }],
    ['custom.a:*', { customStatus: '{"a":{}}' }],
    ['custom.length:1', { customStatus: '[1]' }],
    ['entity:a', { instanceId: 'a', name: 'a' }],
    ['duration<100d', {}],
    ['age>2h', {}],
    ['created:..-2h', {}],
    ['-status:running', {}],
  ])('does not match %s', (filter, overrides) => {
    expect(isMatch(filter, overrides)).toBe(false);
  });

  it('without a value matches no condition and every negation', () => {
    for (const body of [
      'completed>2020-01-01',
      'completed:*',
      'duration>1s',
      'failure:x',
      'partition:0',
      'tag.a:b',
    ]) {
      expect([body, isMatch(body, { partition: null })]).toEqual([body, false]);
      expect([body, isMatch(`-${body}`, { partition: null })]).toEqual([body, true]);
    }
  });
});
