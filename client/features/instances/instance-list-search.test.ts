import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '../../lib/search-text.ts';
import { instanceListSearch, isFiltered, sortOf, toggled } from './instance-list-search.ts';

function read(text: string) {
  return instanceListSearch.parse(parseSearch(text));
}

test('an empty address shows everything, newest first', () => {
  const search = read('');
  expect(isFiltered(search)).toBe(false);
  expect(sortOf(search)).toEqual({ sort: 'createdAt', order: 'desc' });
});

test('one value and several are both lists', () => {
  expect(read('?status=Failed').status).toEqual(['Failed']);
  expect(read('?status=Failed&status=Running&status=Failed').status).toEqual(['Failed', 'Running']);
});

test('what is not valid is dropped and the rest stays', () => {
  const search = read('?status=Failed&status=Exploded&kind=goblin&sort=colour&order=up&name=&idPrefix=order');
  expect(search).toEqual({ status: ['Failed'], idPrefix: 'order' });
});

test('a filter survives the address bar', () => {
  const search = read(
    '?status=Failed&name=Order%2FWorkflow&kind=entity&idPrefix=%40a%25&sort=name&order=asc',
  );
  expect(read(stringifySearch(search))).toEqual(search);
  expect(search.idPrefix).toBe('@a%');
});

test('an item is put in, taken out, and the last one out ends the filter', () => {
  expect(toggled(undefined, 'Failed')).toEqual(['Failed']);
  expect(toggled(['Failed'], 'Running')).toEqual(['Failed', 'Running']);
  expect(toggled(['Failed', 'Running'], 'Failed')).toEqual(['Running']);
  expect(toggled(['Failed'], 'Failed')).toBeUndefined();
});
