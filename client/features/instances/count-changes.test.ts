import { expect, test } from 'vitest';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { countChanges } from './count-changes.ts';
import { uniqueRows } from './unique-rows.ts';

const shown = ['a', 'b', 'c'].map((instanceId) => makeInstanceRow({ instanceId }));

test('rows that came and rows that were written again count, the others do not', () => {
  const newest = [
    makeInstanceRow({ instanceId: 'new' }),
    makeInstanceRow({ instanceId: 'a', rowVersion: at(50) }),
    makeInstanceRow({ instanceId: 'b' }),
  ];
  expect(countChanges(shown, newest)).toBe(2);
  expect(countChanges(shown, shown)).toBe(0);
});

test('a row met on two pages is shown once, where it was met first', () => {
  const again = makeInstanceRow({ instanceId: 'a', rowVersion: at(50) });
  expect(uniqueRows([...shown, again])).toEqual(shown);
});
