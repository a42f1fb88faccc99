import { expect, test } from 'vitest';
import { splitForMiddle, toVisibleLines, toVisibleText } from './visible-text.ts';

test.each([
  ['order-1001', 'order-1001'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['a\u202Egnp.exe', 'a⟨202E⟩gnp.exe'],
  ['nul\u0000tab\tline\n.', 'nul⟨0000⟩tab⟨0009⟩line⟨000A⟩.'],
  ['zero\u200Bwidth', 'zero⟨200B⟩width'],
  [' spaces  inside ', '␣spaces  inside␣'],
  ['👩‍🚀 ok', '👩‍🚀 ok'],
])('%j is shown as %j', (text, visible) => {
  expect(toVisibleText(text)).toBe(visible);
});

test('texts of many lines keep their breaks and tabs', () => {
  expect(toVisibleLines('a\r\n\tb\rc\u0007')).toBe('a\n\tb\nc⟨0007⟩');
});

test('a long text is split before its last characters, a short one not at all', () => {
  expect(splitForMiddle('abcdefghij', 3)).toEqual({ head: 'abcdefg', tail: 'hij' });
  expect(splitForMiddle('abcdef', 3)).toEqual({ head: 'abcdef', tail: '' });
});

test('a split never goes through a character', () => {
  expect(splitForMiddle('xxxx👩‍🚀', 1)).toEqual({ head: 'xxxx', tail: '👩‍🚀' });
});
