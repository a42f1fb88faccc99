import { expect, it } from 'vitest';
import { filterOfPasted, idsIn } from './pasted-ids.ts';

it('reads ids on lines and between commas, each once and in order', () => {
  expect(idsIn(' b\r\na, c\n\nb,,')).toEqual(['b', 'a', 'c']);
});

it('leaves commas inside ids that stand on lines of their own', () => {
  expect(idsIn('a,1\nb,2,\nc,3')).toEqual(['a,1', 'b,2', 'c,3']);
  expect(idsIn('a,1\n')).toEqual(['a', '1']);
  expect(filterOfPasted('a,1\nb,2', '')).toBe('id:"a,1","b,2"');
});

it('takes pasted lines as a list of ids, with colons and blanks in them too', () => {
  expect(filterOfPasted('order-1\norder 2\nab:0001\norder-1\n', '')).toBe('id:order-1,"order 2",ab:0001');
});

it('takes pasted lines that are filters as filters', () => {
  expect(filterOfPasted('status:failed\nname:Order*', '')).toBe('status:failed name:Order*');
  expect(filterOfPasted('id:a,b\nage>2h', '')).toBe('id:a,b age>2h');
});

it('takes ids between commas and blanks as a list, on one line too', () => {
  expect(filterOfPasted('order-1, order-2,  ab:0001', '')).toBe('id:order-1,order-2,ab:0001');
});

it('gives a key that waits for values the list alone', () => {
  expect(filterOfPasted('order-1\norder 2\n', 'status:failed -id:')).toBe('order-1,"order 2"');
  expect(filterOfPasted('1.0, 2.0', 'version:0.9,')).toBe('1.0,2.0');
  expect(filterOfPasted('a\nb', 'status:failed')).toBe(' id:a,b');
});

it('leaves a single id or filter alone', () => {
  expect(filterOfPasted('name:A, status:failed', '')).toBeNull();
  expect(filterOfPasted('custom:"a, b"', '')).toBeNull();
  expect(filterOfPasted('red, green', 'custom:"')).toBeNull();
  expect(filterOfPasted('order-1,order-2', '')).toBeNull();
  expect(filterOfPasted('order-1\n', '')).toBeNull();
});
