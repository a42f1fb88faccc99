import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findBase64, hexDump } from './base64-text.ts';

it.each([['eyJoZWxsbyI6IndvcmxkIn0='], ['"eyJoZWxsbyI6IndvcmxkIn0="'], ['  eyJoZWxsbyI6IndvcmxkIn0=\n']])(
  'is found in %j',
  (text) => {
    expect(findBase64(text)).toBe('eyJoZWxsbyI6IndvcmxkIn0=');
  },
);

it('is found with its escaped characters', () => {
  expect(findBase64(String.raw`"ab\u002Babcdabcdabc\/\/"`)).toBe('ab+abcdabcdabc//');
});

it.each([
  '',
  'short',
  'eyJoZWxsbyI6IndvcmxkIn0',
  'two words of sixteen',
  'eyJo=WxsbyI6IndvcmxkIn0=',
  '{"a":"b"}',
])('is not found in %j', (text) => {
  expect(findBase64(text)).toBeNull();
});

it('is looked for in texts of any length', () => {
  expect(findBase64('abcd'.repeat(3_000_000))).toHaveLength(12_000_000);
  expect(findBase64(`${'abcd'.repeat(3_000_000)}!bcd`)).toBeNull();
});

it('bytes in hex have all bytes, sixteen a line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
      const lines = hexDump(bytes).split('\n');
      expect(lines).toHaveLength(Math.ceil(bytes.length / 16));
      const shown = lines.flatMap((line) => line.slice(10, 57).trim().split(' '));
      expect(shown.map((byte) => parseInt(byte, 16))).toEqual([...bytes]);
    }),
  );
});
