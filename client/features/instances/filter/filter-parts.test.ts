import { expect, it } from 'vitest';
import { isComplete, partsOf, withoutPart, withText } from './filter-parts.ts';

function kindsOf(text: string): string[] {
  return partsOf(text, 'UTC').map((part) => `${part.kind} ${text.slice(part.start, part.end)}`);
}

it('shows terms and what is not understood in their order, the latter as typed', () => {
  const text = ' status:failed  colour:"dark red" name:A status:odd age>2h';
  expect(kindsOf(text)).toEqual([
    'term status:failed',
    'problem colour:"dark red"',
    'term name:A',
    'problem status:odd',
    'term age>2h',
  ]);
  const [, problem, , odd] = partsOf(text, 'UTC');
  expect(problem).toMatchObject({ kind: 'problem', text: 'colour:"dark red"' });
  expect(odd).toMatchObject({ problem: { message: expect.stringContaining('status knows') as string } });
});

it('counts only understood terms', () => {
  const indexes = partsOf('x:1 status:failed y:2 name:A', 'UTC').map((part) =>
    part.kind === 'term' ? part.index : null,
  );
  expect(indexes).toEqual([null, 0, null, 1]);
});

it('takes out one part and leaves the rest as typed', () => {
  const text = 'status:failed colour:1 name:A';
  const parts = partsOf(text, 'UTC');
  expect(withoutPart(text, parts[1]!)).toBe('status:failed name:A');
  expect(withoutPart('colour:1', partsOf('colour:1', 'UTC')[0]!)).toBe('');
});

it('puts more text where an unclosed quote does not swallow it', () => {
  expect(withText('status:failed', 'name:A ')).toBe('status:failed name:A');
  const text = withText('status:failed name:"A', 'age>2h');
  expect(kindsOf(text)).toEqual(['term status:failed', 'term age>2h', 'problem name:"A']);
});

it('puts an unclosed quote where it swallows no other part, understood or not', () => {
  const text = withText('status:failed colour:1', '"dark red');
  expect(kindsOf(text)).toEqual(['term status:failed', 'problem colour:1', 'problem "dark red']);
});

it('takes text as complete only when nothing of it is missing or wrong', () => {
  expect(isComplete('status:failed', 'UTC')).toBe(true);
  for (const text of ['', ' ', 'status:', 'status:odd', 'name:"Order', 'created>'])
    expect(isComplete(text, 'UTC'), text).toBe(false);
});
