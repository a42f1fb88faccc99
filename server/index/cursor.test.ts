import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { decodeCursor, encodeCursor, type Sorting } from './cursor.ts';

const byCreation: Sorting = { sort: 'createdAt', order: 'desc' };

function forge(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function codeOf(cursor: string): string {
  try {
    decodeCursor(cursor, byCreation);
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.code : 'another error';
  }
}

describe('cursor', () => {
  it('brings back the position it was made of', () => {
    const text = fc.string({ unit: 'binary' });
    const ticks = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(text, fc.option(text), fc.option(ticks), (instanceId, name, created) => {
        const byName: Sorting = { sort: 'name', order: 'asc' };
        const named = { key: name, instanceId };
        expect(decodeCursor(encodeCursor(byName, named), byName)).toEqual(named);
        const timed = { key: created, instanceId };
        expect(decodeCursor(encodeCursor(byCreation, timed), byCreation)).toEqual(timed);
      }),
    );
  });

  it('is refused when it is none', () => {
    const good = { ...byCreation, key: '1', id: 'a' };
    expect(codeOf(forge(good))).toBe('accepted');
    const forged = [
      { ...good, sort: 'name' },
      { ...good, order: 'asc' },
      { ...good, sort: 'row_version; DROP TABLE instances' },
      { ...good, key: '1; DROP TABLE instances' },
      { ...good, key: '9223372036854775808' },
      { ...good, key: 1 },
      { ...good, id: null },
      null,
      [],
    ];
    for (const cursor of ['', 'x', '%%%', ...forged.map(forge)])
      expect(codeOf(cursor)).toBe('invalid-request');
  });
});
