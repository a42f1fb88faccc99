import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completionAt } from './complete-filter.ts';

/** `|` is the caret; what a choice would replace comes in brackets. */
function completionIn(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completionAt(text, caret);
  if (found === null) return null;
  const place = `${text.slice(0, found.start)}[${text.slice(found.start, found.end)}]${text.slice(found.end)}`;
  return {
    place,
    typed: found.typed,
    offers: found.offers === 'path' ? `${found.field ?? ''} path` : (found.field ?? found.offers),
  };
}

it.each([
  ['|', '[]', '', 'field'],
  ['a  | b', 'a  [] b', '', 'field'],
  ['sta|', '[sta]', 'sta', 'field'],
  ['-sta|t x', '-[stat] x', 'sta', 'field'],
  ['sta|tus:failed', '[status]:failed', 'sta', 'field'],
  ['status:|', 'status:[]', '', 'status'],
  ['status:failed,run|ning x', 'status:failed,[running] x', 'run', 'status'],
  ['name:"Order W|', 'name:["Order W]', 'Order W', 'name'],
  ['name:*a\\*|', 'name:[*a\\*]', 'a*', 'name'],
  ['tag.team:bl|', 'tag.team:[bl]', 'bl', 'tag'],
  ['x tag.|', 'x tag.[]', '', 'tag path'],
  ['-custom.order.st|ep', '-custom.[order.step]', 'order.st', 'custom path'],
  ['tag."my te|am":blue', 'tag.["my team"]:blue', 'my te', 'tag path'],
  ['created>-2|', 'created>[-2]', '-2', 'created'],
  ['created:-2h..n|', 'created:-2h..[n]', 'n', 'created'],
  ['created:-|2h..now', 'created:[-2h]..now', '-', 'created'],
  ['age:>|', 'age:>[]', '', 'age'],
])('%s', (marked, place, typed, offers) => {
  expect(completionIn(marked)).toEqual({ place, typed, offers });
});

it('nothing is known of fields that are none, and before a minus', () => {
  expect(completionIn('nmae:x|')).toBeNull();
  expect(completionIn('|-status:x')).toBeNull();
});

it('the caret is always inside of what a choice replaces', () => {
  const pieces = fc.constantFrom(
    'created',
    'name',
    ':',
    '>',
    '..',
    '"',
    '\\',
    '*',
    ',',
    ' ',
    '-',
    'x',
    '.a',
    'tag.',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), fc.nat(40), (typed, at) => {
      const text = typed.join('');
      const caret = Math.min(at, text.length);
      const found = completionAt(text, caret) ?? { start: caret, end: caret };
      expect(found.start).toBeLessThanOrEqual(caret);
      expect(found.end).toBeGreaterThanOrEqual(caret);
      expect(found.end).toBeLessThanOrEqual(text.length);
    }),
  );
});
