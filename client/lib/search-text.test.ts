import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search-text.ts';

test('a list is a repeated key and comes back as a list', () => {
  const text = stringifySearch({ status: ['Failed', 'Running'], idPrefix: 'a&b=c #%' });
  expect(text).toBe('?status=Failed&status=Running&idPrefix=a%26b%3Dc+%23%25');
  expect(parseSearch(text)).toEqual({ status: ['Failed', 'Running'], idPrefix: 'a&b=c #%' });
});

test('what is not set leaves no trace', () => {
  expect(stringifySearch({ status: undefined, name: [], kind: undefined })).toBe('');
});

test('every value is text, however much it looks like something else', () => {
  expect(parseSearch('?idPrefix=42&kind=true')).toEqual({ idPrefix: '42', kind: 'true' });
});
