import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyOf, kindOf, outlineJson, pathOf } from './json-outline.ts';

const all = (count: number) => Array.from({ length: count }, (_, node) => node);

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, child) => sum + countValues(child), 1);
}

it('has every value with its place in the text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, layout) => {
      const text = JSON.stringify(value, null, layout);
      const outline = outlineJson(text);
      expect(outline.count).toBe(countValues(JSON.parse(text)));
      for (const node of all(outline.count)) {
        const own: unknown = JSON.parse(text.slice(outline.starts[node], outline.ends[node]));
        const kind = own === null ? 'null' : Array.isArray(own) ? 'array' : typeof own;
        expect(kindOf(outline, node)).toBe(kind);
        const size = typeof own === 'object' && own !== null ? Object.keys(own).length : 0;
        expect(outline.childCounts[node]).toBe(size);
        expect(outline.nexts[node]! - node).toBe(countValues(own));
      }
    }),
  );
});

it('knows parents, places, keys and paths', () => {
  const text = '{"a":[true,{"b c":null}],"\\u0061b":1}';
  const outline = outlineJson(text);
  expect(all(outline.count).map((node) => pathOf(text, outline, node))).toEqual([
    '$',
    '$.a',
    '$.a[0]',
    '$.a[1]',
    '$.a[1]["b c"]',
    '$.ab',
  ]);
  expect(keyOf(text, outline, 5)).toBe('ab');
  expect([...outline.depths.slice(0, outline.count)]).toEqual([0, 1, 2, 2, 3, 1]);
});

it('has what a cut text holds, the torn value included', () => {
  const text = '{"a":[1,2],"b":{"c":"half';
  const outline = outlineJson(text);
  expect(outline.end.kind).toBe('cut');
  expect(outline.count).toBe(6);
  expect(text.slice(outline.starts[5], outline.ends[5])).toBe('"half');
  expect(outline.nexts[0]).toBe(6);
});

it('has what stands before a mistake', () => {
  const outline = outlineJson('[1,2,oops]');
  expect(outline.end).toMatchObject({ kind: 'malformed', at: 5 });
  expect(outline.count).toBe(3);
});

it('holds no more values than asked for, and says so', () => {
  const outline = outlineJson('[[1,2],[3,[4]],5]', 4);
  expect(outline.isCut).toBe(true);
  expect(outline.count).toBe(4);
  expect(outline.nexts[0]).toBe(4);
  expect(outlineJson('[1,2]', 3).isCut).toBe(false);
});

it('grows to any number of values', () => {
  const outline = outlineJson(JSON.stringify(all(5_000)));
  expect(outline.count).toBe(5_001);
  expect(outline.places[5_000]).toBe(4_999);
});
