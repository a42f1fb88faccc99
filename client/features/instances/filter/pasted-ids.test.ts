import { expect, it } from 'vitest';
import { filterOfPasted, idsIn } from './pasted-ids.ts';

it('reads ids on lines and between commas, each once and in order', () => {
  expect(idsIn(' b\r\na, c\n\nb,,')).toEqual(['b', 'a', 'c']);
});

it('takes pasted lines as a list of ids, with colons and blanks in them too', () => {
  expect(filterOfPasted('order-1\norder 2\nab:0001\norder-1\n')).toBe('id:order-1,"order 2",ab:0001');
});

it('takes pasted lines that are filters as filters', () => {
  expect(filterOfPasted('status:failed\nname:Order*')).toBe('status:failed name:Order*');
  expect(filterOfPasted('id:a,b\nage>2h')).toBe('id:a,b age>2h');
});

it('leaves a single line alone', () => {
  expect(filterOfPasted('order-1\n')).toBeNull();
});
