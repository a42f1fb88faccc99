import { expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../lib/search-text.ts';
import { instanceListSearch, sortOf } from './instance-list-search.ts';

function read(text: string) {
  return instanceListSearch.parse(parseSearch(text));
}

it('an empty address shows everything, newest first', () => {
  expect(read('')).toEqual({});
  expect(sortOf(read(''))).toEqual({ sort: 'createdAt', order: 'desc' });
});

it('what is not valid is dropped and the rest stays', () => {
  expect(read('?q=status:failed&sort=colour&order=up&density=airy&live=maybe&selected=')).toEqual({
    q: 'status:failed',
  });
});

it('a question survives the address bar, with its mistakes', () => {
  const search = read(
    '?q=%40a%25+status%3Aexploded&sort=name&order=asc&columns=instanceId%3A300%2Cname&selected=a%2Fb%23c',
  );
  expect(read(stringifySearch(search))).toEqual(search);
  expect(search.q).toBe('@a% status:exploded');
  expect(search.selected).toBe('a/b#c');
});
