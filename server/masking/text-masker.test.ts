import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedText, withheldText } from '../../shared/domain/masked-text.ts';
import { JsonPath } from './json-path.ts';
import { TextMasker, type MaskOptions } from './text-masker.ts';

interface Rules {
  paths?: string[];
  patterns?: RegExp[];
  unparsable?: 'withhold' | 'show';
  longestMatch?: number;
}

function mask(text: string, rules: Rules, options?: MaskOptions) {
  const { paths = [], patterns = [], unparsable = 'withhold', longestMatch = 200 } = rules;
  const masker = new TextMasker({
    paths: paths.map((path) => JsonPath.parse(path)!),
    patterns: patterns.map((pattern) => ({ pattern, longestMatch })),
    unparsable,
  });
  return masker.mask(text, options);
}

const password = { paths: ['**.password'] };
const card = { patterns: [/\d{16}/g] };
const number = '4111111111111111';

describe('a path', () => {
  it('takes out values of every kind and leaves the layout as it is', () => {
    const text =
      '{ "password": "x",\n  "a": [{"Password" : {"deep": [1]}}, {"password":1e3}], "big": 12345678901234567890 }';
    expect(mask(text, password)).toEqual({
      text: `{ "password": "${maskedText}",\n  "a": [{"Password" : "${maskedText}"}, {"password":"${maskedText}"}], "big": 12345678901234567890 }`,
      maskedCount: 3,
    });
  });

  it('is known however the key is written', () => {
    expect(mask(String.raw`{"p\u0061ssword":"x"}`, password).text).not.toContain('"x"');
  });

  it('reaches into JSON inside strings, to any sensible depth', () => {
    const inner = JSON.stringify({ op: 'set', input: JSON.stringify({ password: 'x' }) });
    const masked = mask(JSON.stringify({ state: inner }), password);
    expect(masked.maskedCount).toBe(1);
    const outer = JSON.parse(masked.text) as { state: string };
    const middle = JSON.parse(outer.state) as { input: string };
    expect(JSON.parse(middle.input)).toEqual({ password: maskedText });
  });

  it('takes away base64 that stands for what it means', () => {
    const encoded = Buffer.from('{"password":"secret one"}').toString('base64');
    expect(mask(encoded, password).text).toBe(maskedText);
    expect(mask(JSON.stringify({ body: encoded, other: 1 }), password).text).toBe(
      JSON.stringify({ body: maskedText, other: 1 }),
    );
    const harmless = Buffer.from('{"user":"secret one"}').toString('base64');
    expect(mask(harmless, password).maskedCount).toBe(0);
  });

  it('reaches into JSON that a message goes over into', () => {
    const text = 'Charge failed: {"card":{"password":"x"}} after 3 attempts [{"password":"y"}].';
    expect(mask(text, password)).toEqual({
      text: `Charge failed: {"card":{"password":"${maskedText}"}} after 3 attempts [{"password":"${maskedText}"}].`,
      maskedCount: 2,
    });
  });

  it.each([
    '{"password":"x",}',
    `{'password':'x'}`,
    '{/* */"password":"x"}',
    '[{"a":1},oops {"password":"x"}',
  ])('withholds %s, which it cannot look through', (text) => {
    expect(mask(text, password)).toEqual({ text: withheldText, maskedCount: 1 });
    expect(mask(text, { ...password, unparsable: 'show' }).text).not.toBe(withheldText);
  });

  it('withholds the rest of a message whose JSON it cannot look through', () => {
    expect(mask('Failed: {"password": x', password).text).toBe(`Failed: ${withheldText}`);
  });

  it.each(['plain text', '[Error] it failed {0} times', '"a string"', '12', ''])(
    'leaves %j alone',
    (text) => {
      expect(mask(text, password)).toEqual({ text, maskedCount: 0 });
    },
  );
});

describe('a pattern', () => {
  it('that is all a string says leaves a plain mark', () => {
    expect(mask(`{"a":"${number}"}`, { ...card, ...password }).text).toBe(`{"a":"${maskedText}"}`);
  });

  it('is taken out of plain text and out of strings, and takes away whole numbers', () => {
    expect(mask(`card ${number}!`, card).text).toBe(`card ${maskedText}!`);
    expect(mask(`{"a":"card ${number}!","b":${number},"c":[true]}`, card)).toEqual({
      text: `{"a":"card ${maskedText}!","b":"${maskedText}","c":[true]}`,
      maskedCount: 2,
    });
  });

  it('matches what a string says, not only how it is written', () => {
    const text = String.raw`{"phone":"\u002B49 170"}`;
    expect(mask(text, { patterns: [/\+49 \d+/g] }).text).toBe(JSON.stringify({ phone: maskedText }));
  });

  it('that spans key and value leaves JSON as JSON', () => {
    const masked = mask('{"token":"abc","x":{"token":7}}', { patterns: [/"token":\s*("[^"]*"|\d+)/g] });
    expect(JSON.parse(masked.text)).toEqual({ token: maskedText, x: { token: maskedText } });
  });

  it('takes away a key that says what it matches', () => {
    expect(mask(`{"${number}":1}`, card).text).not.toContain(number);
  });

  it('at the end of a cut text is not shown by half', () => {
    const text = `["before",["card ${number.slice(0, 10)}`;
    const options = { isCut: true, keepChars: text.length - 20 };
    expect(mask(text, { ...card, longestMatch: 20 }, options).text).not.toContain('4');
  });
});

// Letters that nothing else in these texts has: any of them in a result is a leak.
const secretLetters = 'ÆÐØÞßæðøþœ';
const secretText = fc.string({
  unit: fc.constantFrom(...Array.from(secretLetters)),
  minLength: 1,
  maxLength: 30,
});

function escaped(text: string): string {
  return text.replaceAll(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const leak = new RegExp(`[${secretLetters}]|\\\\u0(?:0(?:c6|d0|d8|de|df|e6|f0|f8|fe)|153)`, 'i');

it('never lets anything of a meant value out, however it is written, wrapped and cut', () => {
  const { secret: tree } = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.constantFrom('', 'a{"b":1}', '[x', '"'),
      tie('list'),
      tie('secret'),
    ),
    list: fc.array(tie('any'), { maxLength: 3 }),
    secret: fc.record({
      a: tie('any'),
      password: fc.oneof(secretText, fc.record({ deep: secretText }), fc.array(secretText)),
      z: tie('any'),
    }),
  }));
  const wraps = [
    (text: string) => text,
    escaped,
    (text: string) => JSON.stringify(text),
    (text: string) => escaped(JSON.stringify({ state: text })),
    (text: string) => `It failed: ${text} here`,
    (text: string) => JSON.stringify([{ message: `It failed: ${text}` }]),
  ];
  fc.assert(
    fc.property(
      tree,
      fc.constantFrom(...wraps),
      fc.constantFrom(undefined, 2),
      fc.option(fc.nat()),
      (value, wrap, layout, cutAt) => {
        const text = wrap(JSON.stringify(value, null, layout));
        const isCut = cutAt !== null;
        const shown = isCut ? text.slice(0, cutAt % (text.length + 1)) : text;
        expect(mask(shown, password, { isCut }).text).not.toMatch(leak);
      },
    ),
    { numRuns: 3_000 },
  );
});

it('leaves texts without anything meant exactly as they are', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), fc.constantFrom(undefined, 1), (value, layout) => {
      const text = JSON.stringify(value, null, layout);
      expect(mask(text, { paths: ['**.nothing'], patterns: [/\u2603never/g] })).toEqual({
        text,
        maskedCount: 0,
      });
    }),
  );
});

it.each([
  'x'.repeat(10_000_000),
  '\\'.repeat(3_000_000),
  ' '.repeat(5_000_000),
  '{'.repeat(1_000_000),
  'eyJh'.repeat(1_000_000),
])('looks through a string of millions of characters', (long) => {
  for (const text of [long, JSON.stringify(long), JSON.stringify({ long })]) {
    expect(() => mask(text, { ...password, ...card })).not.toThrow();
    expect(() => mask(text.slice(0, -3), { ...password, ...card }, { isCut: true })).not.toThrow();
  }
});
