import { expect, it } from 'vitest';
import { describeTerm } from './describe-term.ts';
import { parseFilter } from './parse-filter.ts';

function wordsOf(text: string): string {
  const [parsed] = parseFilter(text, 'UTC').terms;
  const { field, relation, value } = describeTerm(parsed!.term, (instant) => instant.slice(0, 16));
  return [field, relation, value].filter((word) => word !== '').join(' | ');
}

it.each([
  ['status:failed', 'Status | is | Failed'],
  ['-status:failed,running', 'Status | is none of | Failed, Running'],
  ['partition:0,1,2,3', 'Partition | is one of | 0, 1, 2, 3'],
  ['partition:0,1,2,3,4', 'Partition | is one of | 0, 1, 2 and 2 more'],
  ['order', 'Id | contains | order'],
  ['-id:order-*', 'Id | does not start with | order-'],
  ['name:*Flow', 'Name | ends with | Flow'],
  ['name:a*b', 'Name | matches | a*b'],
  ['name:Order', 'Name | is | Order'],
  ['name:a,""', 'Name | is one of | a, no value'],
  ['name:a*,b', 'Name | matches one of | a*, b'],
  ['name:*,b', 'Name | matches one of | *, b'],
  ['-version:""', 'Version | has a value'],
  ['failure:timeout', 'Failure | contains | timeout'],
  ['failure:timeout*', 'Failure | contains | timeout'],
  ['custom.step.0:done', 'Custom status step.0 | is | done'],
  ['tag.app.team:blue', 'Tag app.team | is | blue'],
  ['created>=2026-11-20', 'Created | at or after | 2026-11-20T00:00'],
  ['-updated<-2h', 'Updated | not before | 2h ago'],
  ['created:-2h..+10m', 'Created | between | 2h ago and in 10m'],
  ['completed:""', 'Completed | has no value'],
  ['duration>90s', 'Duration | more than | 1m30s'],
])('%s', (text, words) => {
  expect(wordsOf(text)).toBe(words);
});
