import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInText } from './find-in-text.ts';
import { textPattern } from './text-pattern.ts';

function found(text: string, searched: string, isCaseSensitive = false): string | null {
  const find = findInText(text, textPattern(searched, isCaseSensitive));
  return find && find.excerpt.slice(find.at, find.at + find.length);
}

describe('a text', () => {
  it('is found wherever it is, with what JSON makes of it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.boolean(),
        (before, searched, after, isCaseSensitive) => {
          const text = `${before} ${searched} ${after}`;
          expect(found(text, searched, isCaseSensitive)).not.toBeNull();
          expect(found(JSON.stringify(text), searched, isCaseSensitive)).not.toBeNull();
        },
      ),
    );
  });

  it('is found only where it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }),
        (text, searched) => {
          // Escapes are for serialised texts; those of this test hold none.
          fc.pre(!text.includes('\\') && !searched.includes('\\'));
          expect(found(text, searched, true) !== null).toBe(text.includes(searched));
          expect(found(text, searched) !== null).toBe(text.toLowerCase().includes(searched.toLowerCase()));
        },
      ),
    );
  });

  it.each([
    ['caf\u00e9', '"caf\\u00e9"'],
    ['CAFÉ', '"caf\\u00E9"'],
    ['café', '"CAF\\u00C9"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['<b>', '"\\u003cb\\u003E"'],
    ['a/b\\c', '"a\\/b\\\\c"'],
    ['😀', '"\\ud83d\\uDE00"'],
    ['.*', 'a.*b'],
    ['two\nlines', '"two\\nlines"'],
  ])('%j is found in %s', (searched, text) => {
    expect(found(text, searched)).not.toBeNull();
  });

  it('with another case is another text when case counts', () => {
    expect(found('Order', 'order')).toBe('Order');
    expect(found('Order', 'order', true)).toBeNull();
    expect(found('"\\u00c9"', 'é', true)).toBeNull();
    expect(found('"\\u00E9"', 'é', true)).toBe('\\u00E9');
  });
});

describe('an excerpt', () => {
  const pattern = textPattern('needle', false);

  it('says where in it the find is', () => {
    const text = `${'x'.repeat(500)}NEEDLE${'y'.repeat(500)}`;
    const { excerpt, at, length } = findInText(text, pattern)!;
    expect(excerpt.slice(at, at + length)).toBe('NEEDLE');
    expect(excerpt.length).toBeLessThan(250);
  });

  it('is the whole text when that is short', () => {
    expect(findInText('a needle b', pattern)).toEqual({ excerpt: 'a needle b', at: 2, length: 6 });
  });

  it('cuts no character in two', () => {
    for (const shift of ['', 'z']) {
      const { excerpt } = findInText(`${'😀'.repeat(90)}${shift}needle${shift}${'😀'.repeat(90)}`, pattern)!;
      expect(Buffer.from(excerpt).toString()).toBe(excerpt);
    }
  });
});
