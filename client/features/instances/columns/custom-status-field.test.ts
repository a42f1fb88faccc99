import { expect, it } from 'vitest';
import { customStatusField } from './custom-status-field.ts';

const status = '{"step":"charging","order":{"items":[{"sku":"a-1"}]},"done":false,"note":null}';

it.each([
  ['step', 'charging'],
  ['order.items.0.sku', 'a-1'],
  ['done', 'false'],
  ['order.items', '[{"sku":"a-1"}]'],
  ['note', null],
  ['step.length', null],
  ['toString', null],
])('%s leads to %s', (path, text) => {
  expect(customStatusField(status, path)).toBe(text);
});

it('a custom status that is no JSON, or was cut, has no fields', () => {
  expect(customStatusField('charging', 'step')).toBeNull();
  expect(customStatusField('{"step":"char', 'step')).toBeNull();
});
