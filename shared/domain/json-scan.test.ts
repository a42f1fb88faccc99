import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanJson, type JsonHandler } from './json-scan.ts';

const silent: JsonHandler = {
  open: () => undefined,
  close: () => undefined,
  key: () => undefined,
  scalar: () => undefined,
};

const kindOf = (text: string) => scanJson(text, silent).kind;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const layouts = fc.constantFrom(undefined, 1, '\t');
const jsonText = fc
  .tuple(fc.jsonValue({ stringUnit: 'binary' }), layouts)
  .map(([value, layout]) => JSON.stringify(value, null, layout));

it('takes what the platform takes and nothing else', () => {
  const almostJson = fc
    .tuple(jsonText, fc.nat(), fc.string({ maxLength: 2 }))
    .map(
      ([text, at, put]) =>
        text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1),
    );
  fc.assert(
    fc.property(
      fc.oneof(
        jsonText,
        almostJson,
        fc.string({ unit: fc.constantFrom(...Array.from('{}[],:"1e-.tru\\u0 ')) }),
      ),
      (text) => {
        expect(kindOf(text) === 'complete').toBe(isJson(text));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('knows every beginning of a JSON text as one that was cut', () => {
  fc.assert(
    fc.property(jsonText, fc.nat(), (text, at) => {
      const beginning = text.slice(0, at % text.length);
      // The beginning of a number may be a number.
      expect(kindOf(beginning)).toBe(isJson(beginning) ? 'complete' : 'cut');
    }),
  );
});

it('names every token in order, as it is written', () => {
  const tokens: string[] = [];
  const text = '{"a\\u00e9": [1.50, "x\\"y", {}], "a": null}';
  const take = (start: number, end: number) => tokens.push(text.slice(start, end));
  scanJson(text, { ...silent, key: take, scalar: take, open: (bracket) => tokens.push(bracket) });
  expect(tokens).toEqual(['{', '"a\\u00e9"', '[', '1.50', '"x\\"y"', '{', '"a"', 'null']);
});

it.each([
  ['{"a":1,}', 7],
  ['[1 2]', 3],
  ['{"a\nb":1}', 3],
  ['["\\x"]', 2],
  ['plain text', 0],
  ['{} {}', 3],
])('says where %j stops being JSON', (text, at) => {
  expect(scanJson(text, silent)).toMatchObject({ kind: 'malformed', at, torn: null });
});

it('says which token the end has torn', () => {
  expect(scanJson('{"a":"bc', silent).torn).toEqual({ start: 5, isKey: false });
  expect(scanJson('{"a', silent).torn).toEqual({ start: 1, isKey: true });
  expect(scanJson('[tr', silent).torn).toEqual({ start: 1, isKey: false });
});

it('holds nesting of any depth', () => {
  expect(kindOf('['.repeat(200_000) + ']'.repeat(200_000))).toBe('complete');
});

it('says where a whole value ends before something else', () => {
  expect(scanJson('{"a":1} and more', silent).valueEnd).toBe(8);
  expect(scanJson('{"a":1,} and more', silent).valueEnd).toBeNull();
  expect(scanJson('{"a":1} ', silent).valueEnd).toBeNull();
});
