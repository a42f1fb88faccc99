import { expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { choiceIn, editChoice, type ChoiceAction, type ChoiceField } from './choice-edits.ts';

function edit(text: string, field: ChoiceField, action: ChoiceAction, value: string): string {
  return editChoice(text, 'UTC', { field, action, value });
}

it('tells included from excluded values and leaves patterns aside', () => {
  const terms = parseFilter('name:A,Order* -name:B,"" status:failed', 'UTC').terms.map(({ term }) => term);
  expect(choiceIn(terms, 'name')).toEqual({ included: ['A'], excluded: ['B', ''] });
  expect(choiceIn(terms, 'status')).toEqual({ included: ['Failed'], excluded: [] });
  expect(choiceIn(terms, 'version')).toEqual({ included: [], excluded: [] });
});

it('only: the value takes the place of everything said about the field', () => {
  expect(edit('name:Order* age>2h -name:B', 'name', 'only', 'C D')).toBe('name:"C D" age>2h');
});

it('add: one more of the chosen values, beside patterns too', () => {
  expect(edit('', 'status', 'add', 'Failed')).toBe('status:failed');
  expect(edit('status:failed', 'status', 'add', 'Running')).toBe('status:running,failed');
  expect(edit('name:Order*', 'name', 'add', 'B')).toBe('name:Order*,B');
  expect(edit('partition:3', 'partition', 'add', '0')).toBe('partition:3,0');
});

it('exclude: a value leaves the chosen ones and joins the excluded ones', () => {
  expect(edit('status:failed,running -status:pending', 'status', 'exclude', 'Failed')).toBe(
    'status:running -status:pending,failed',
  );
  expect(edit('kind:entity', 'kind', 'exclude', 'entity')).toBe('-kind:entity');
});

it('remove: what is left of a term stays, an empty one goes', () => {
  expect(edit('status:failed,running age>2h', 'status', 'remove', 'Failed')).toBe('status:running age>2h');
  expect(edit('age>2h -version:2', 'version', 'remove', '2')).toBe('age>2h');
  expect(edit('name:Order*,B', 'name', 'remove', 'B')).toBe('name:Order*');
});

it('asks for rows without a value', () => {
  expect(edit('', 'version', 'only', '')).toBe('version:""');
  expect(edit('version:""', 'version', 'remove', '')).toBe('');
});

it('keeps what is not understood', () => {
  expect(edit('nonsense:1 status:failed', 'status', 'only', 'Running')).toBe('nonsense:1 status:running');
});
