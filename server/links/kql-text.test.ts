import { expect, it } from 'vitest';
import { hostileIds } from '../testing/hostile-ids.ts';
import { kqlText } from './kql-text.ts';

/** Reads a literal as the language does: character by character, codes and escapes taken back. */
function readLiteral(literal: string): string {
  expect(literal).toMatch(/^"(?:[^"\\\p{C}]|\\(?:["\\nrt]|u[\da-f]{4}))*"$/u);
  return JSON.parse(literal) as string;
}

it.each([
  ...hostileIds,
  '" | union * //',
  String.raw`\" | take 1`,
  '\\',
  'line\u2028separator',
  'null\u0000',
  '\u202Egnp.exe',
  '\uD800 alone',
  'emoji 👩‍🚀',
])('a literal holds %j and nothing else', (text) => {
  expect(readLiteral(kqlText(text))).toBe(text);
});

it('leaves plain texts readable', () => {
  expect(kqlText("o'Brien/ünï 文字 🚀")).toBe(`"o'Brien/ünï 文字 🚀"`);
});
