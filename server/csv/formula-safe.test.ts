import { expect, it } from 'vitest';
import { formulaSafe } from './formula-safe.ts';

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tharmless',
  '\rharmless',
  '\nharmless',
  ' =1',
  '\u200b=1',
  '\u0000=1',
  '"=1',
  "'=1",
  '＝1+1',
  '＠x',
])('%j becomes a text', (text) => {
  expect(formulaSafe(text)).toBe(`'${text}`);
});

it.each([
  ['\t=1', "'\t'=1"],
  ['a;=1', "a;'=1"],
  ['a,=1', "a,'=1"],
  ['a\t=1', "a\t'=1"],
  ['a\r\n=1', "a\r\n'=1"],
  ['a; "=1', `a; "'=1`],
  ['a;-1+cmd|x', "a;'-1+cmd|x"],
  ['[1,@x]', "[1,'@x]"],
  ['a;=1;+2+3', "a;'=1;'+2+3"],
])('%j gets its mark in the middle', (text, marked) => {
  expect(formulaSafe(text)).toBe(marked);
});

it.each([
  '',
  'order-1001',
  'a=b',
  'a+b-c@d',
  '{"a":-1,"b":[-2,-3.5e-7,+4]}',
  '1; -2; -3',
  'x@y',
  'ünicode 😀',
])('%j stays as it is', (text) => {
  expect(formulaSafe(text)).toBe(text);
});

it('takes a long text of blanks and openers in a moment', () => {
  const text = `x,${'\t =-'.repeat(20_000)}`;
  const beganAt = performance.now();
  expect(formulaSafe(text)).toContain("'=");
  expect(performance.now() - beganAt).toBeLessThan(2_000);
});
