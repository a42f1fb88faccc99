import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../shared/testing/instances.ts';
import { AppError } from '../errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const byCreation = { q: 'status:failed', sort: 'createdAt', order: 'desc' } as const;
const byName = { q: '', sort: 'name', order: 'asc' } as const;
const moment = { revision: 7, now: at(0) };

function codeOf(cursor: string, listing: Parameters<typeof decodeCursor>[1] = byCreation): string {
  try {
    decodeCursor(cursor, listing);
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.code : 'another error';
  }
}

/** A cursor of this list with parts of it exchanged. */
function forge(changes: object): string {
  const good = encodeCursor(byCreation, { ...moment, position: { key: 1n, instanceId: 'a' } });
  const content = JSON.parse(Buffer.from(good, 'base64url').toString()) as object;
  return Buffer.from(JSON.stringify({ ...content, ...changes })).toString('base64url');
}

describe('cursor', () => {
  it('brings back the position and the moment it was made of', () => {
    const text = fc.string({ unit: 'binary' });
    const ticks = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(text, fc.option(text), fc.option(ticks), (instanceId, name, created) => {
        const named = { ...moment, position: { key: name, instanceId } };
        expect(decodeCursor(encodeCursor(byName, named), byName)).toEqual(named);
        const timed = { ...moment, position: { key: created, instanceId } };
        expect(decodeCursor(encodeCursor(byCreation, timed), byCreation)).toEqual(timed);
      }),
    );
  });

  it('is refused when it is none', () => {
    expect(codeOf(forge({}))).toBe('accepted');
    const forged = [
      { key: '1; DROP TABLE instances' },
      { key: '9223372036854775808' },
      { key: 1 },
      { id: null },
      { revision: '7' },
      { now: 'yesterday' },
      { of: 'another' },
    ];
    for (const cursor of ['', 'x', '%%%', 'bnVsbA', ...forged.map(forge)])
      expect(codeOf(cursor)).toBe('invalid-request');
  });

  it.each([{ q: 'status:running' }, { order: 'asc' as const }, { sort: 'lastUpdatedAt' as const }])(
    'is refused by a list with %j',
    (change) => expect(codeOf(forge({}), { ...byCreation, ...change })).toBe('invalid-request'),
  );
});
