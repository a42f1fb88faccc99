import { expect, test } from 'vitest';
import { toVisibleProse } from './visible-prose.ts';

test.each([
  ['first\r\n  second\tthird\n', 'first second third'],
  ['a\u202Eb\u0000', 'a⟨202E⟩b⟨0000⟩'],
])('the prose %j is shown on one line as %j', (text, visible) => {
  expect(toVisibleProse(text)).toBe(visible);
});
