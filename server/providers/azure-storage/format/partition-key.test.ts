import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapePartitionKey, odataString, unescapePartitionKey } from './partition-key.ts';

describe('partition key', () => {
  it('escapes what the Table service forbids, as the engine does', () => {
    expect(escapePartitionKey('a/b?c^d')).toBe('a^0b^3c^^d');
    expect(escapePartitionKey('\u0000')).toBe('^À');
    expect(escapePartitionKey('slash/back\\hash#question?')).toBe('slash^0back^1hash^2question^3');
    expect(escapePartitionKey("keeps ' % @ 🚀")).toBe("keeps ' % @ 🚀");
  });

  it('gives every id back', () => {
    const ids = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(fc.property(ids, (id) => unescapePartitionKey(escapePartitionKey(id)) === id));
  });

  it('never yields a forbidden character', () => {
    const ids = fc.string({ unit: 'binary', maxLength: 60 });
    // eslint-disable-next-line no-control-regex -- control characters are what the key must not hold
    const forbidden = /[/\\#?\u0000-\u001f\u007f-\u009f]/;
    fc.assert(fc.property(ids, (id) => !forbidden.test(escapePartitionKey(id))));
  });

  it('doubles quotes in literals', () => {
    expect(odataString("o'brien")).toBe("'o''brien'");
  });
});
