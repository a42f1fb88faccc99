import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonProblem, indentJson } from './json-text.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const jsonLike = fc
  .array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', '0', 'true', 'nul', ' ', '\n', '\\'),
  )
  .map((parts) => parts.join(''));

describe('findJsonProblem', () => {
  it('accepts exactly what the platform parses', () => {
    fc.assert(
      fc.property(
        fc.oneof(jsonLike, fc.json(), fc.string()),
        (text) => (findJsonProblem(text) === null) === parses(text),
      ),
      { numRuns: 2000 },
    );
  });

  it('names the line and column of the first wrong character', () => {
    expect(findJsonProblem('{\n  "a": 1,\n  b: 2\n}')).toEqual({
      line: 3,
      column: 3,
      message: 'expected a property name in quotes, found b',
    });
    expect(findJsonProblem('[1 2]')).toEqual({
      line: 1,
      column: 4,
      message: 'expected a comma or ], found 2',
    });
    expect(findJsonProblem('{"a" 1}')?.message).toBe('expected a colon, found 1');
    expect(findJsonProblem('01')?.column).toBe(1);
  });

  it('says that the text ends too early, and where', () => {
    expect(findJsonProblem('{"a": ')).toEqual({
      line: 1,
      column: 7,
      message: 'the text ends, expected a value',
    });
    expect(findJsonProblem('')).toEqual({ line: 1, column: 1, message: 'the text ends, expected a value' });
  });

  it('tells an open string from a missing one', () => {
    expect(findJsonProblem('"abc')?.message).toContain('not closed');
    expect(findJsonProblem('abc')?.message).toBe('expected a value, found abc');
  });

  it('survives ten thousand open brackets', () => {
    expect(findJsonProblem('['.repeat(10_000))?.column).toBe(10_001);
  });
});

describe('indentJson', () => {
  it('changes the layout and nothing else', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const indented = indentJson(text);
        expect(indented).not.toBeNull();
        expect(JSON.parse(indented ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });

  it('lays out as the platform does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps digits, escapes and repeated keys', () => {
    expect(indentJson('{"n":12345678901234567890.10,"n":"\\u0041"}')).toBe(
      '{\n  "n": 12345678901234567890.10,\n  "n": "\\u0041"\n}',
    );
  });

  it('says nothing about text that is not JSON', () => {
    expect(indentJson('Orchestrator failed: {')).toBeNull();
  });

  it('takes a string of five million characters', () => {
    const text = JSON.stringify({ text: 'x'.repeat(5_000_000) });
    expect(indentJson(text)).toHaveLength(text.length + 5);
  });

  it('stays small for texts that are nested deeply', () => {
    const text = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(indentJson(text)?.length).toBeLessThan(text.length * 100);
  });
});
