import { expect, it } from 'vitest';
import { canonicalFilter, removeTerm, replaceFields, replaceTerm, validFilter } from './edit-filter.ts';
import type { FilterTerm } from './filter-term.ts';

const running: FilterTerm = { isNegated: false, field: 'status', values: ['Running'] };

it('what is understood is written in its one way, what is not stays as typed in its place', () => {
  const typed = '  STATUS:Failed  nmae:"a  b"\n created:2026-11-20 age>';
  expect(canonicalFilter(typed, 'Europe/Berlin')).toBe(
    'status:failed nmae:"a  b" created:2026-11-19T23:00:00Z..2026-11-20T23:00:00Z age>',
  );
  expect(validFilter(typed, 'UTC')).toBe('status:failed created:2026-11-20T00:00:00Z..2026-11-21T00:00:00Z');
});

it('a word becomes what it asks for', () => {
  expect(canonicalFilter('order "a b"', 'UTC')).toBe('id:*order* id:"*a b*"');
});

it('terms on a field are replaced where the first of them was', () => {
  expect(replaceFields('status:failed x age>2h -status:pending', 'UTC', ['status'], [running])).toBe(
    'status:running id:*x* age>2h',
  );
  expect(replaceFields('age>2h', 'UTC', ['status'], [running])).toBe('age>2h status:running');
  expect(replaceFields('age>2h status:failed', 'UTC', ['status', 'age'], [])).toBe('');
});

it('nothing is put behind a quote that is not closed', () => {
  expect(replaceFields('age>2h name:"a', 'UTC', ['status'], [running])).toBe('age>2h status:running name:"a');
});

it('one term is replaced or removed by its number among those that are understood', () => {
  const typed = 'nmae:x age>2h status:failed';
  expect(replaceTerm(typed, 'UTC', 1, running)).toBe('nmae:x age>2h status:running');
  expect(removeTerm(typed, 'UTC', 0)).toBe('nmae:x status:failed');
  expect(removeTerm(typed, 'UTC', 2)).toBe('nmae:x age>2h status:failed');
});
