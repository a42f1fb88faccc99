import { expect, it } from 'vitest';
import { JsonPath } from './json-path.ts';

function reaches(path: string, steps: readonly (string | number)[]): boolean {
  const parsed = JsonPath.parse(path)!;
  return parsed.isEnd(steps.reduce<number>((state, step) => parsed.step(state, step), parsed.atRoot));
}

it.each([
  ['$.card.number', ['card', 'number']],
  ['card.number', ['card', 'number']],
  ['$.Card.NUMBER', ['card', 'number']],
  ['**.password', ['password']],
  ['**.password', ['a', 3, 'b', 'password']],
  ['$..password', ['a', 'password']],
  ['$.items[*].secret', ['items', 7, 'secret']],
  ['$.items.*.secret', ['items', 7, 'secret']],
  ['$.items[2]', ['items', 2]],
  ['$["a b"].c', ['a b', 'c']],
  [`$['a.b']`, ['a.b']],
  ['$.a.**.z', ['a', 'z']],
  ['$.a.**.z', ['a', 'b', 0, 'z']],
  ['$', []],
  ['**.a.**.b', ['x', 'a', 'a', 'y', 'b']],
] as const)('%s reaches %j', (path, steps) => {
  expect(reaches(path, steps)).toBe(true);
});

it.each([
  ['$.card.number', ['card']],
  ['$.card.number', ['x', 'card', 'number']],
  ['$.card.number', ['card', 'number', 'digits']],
  ['**.password', ['passwords']],
  ['$.items[2]', ['items', 3]],
  ['$.items[2]', ['items', '2']],
  ['$.a.*', ['a', 'b', 'c']],
] as const)('%s does not reach %j', (path, steps) => {
  expect(reaches(path, steps)).toBe(false);
});

it.each(['', '$.', '$.a[', '$.a[x]', '$["a]', 'a b', `$${'.a'.repeat(31)}`])('%j is no path', (path) => {
  expect(JsonPath.parse(path)).toBeNull();
});
