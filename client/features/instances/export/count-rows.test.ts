import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowCounter } from './count-rows.ts';

const encoder = new TextEncoder();

/** Counts over the text cut at any places, as a network cuts it. */
function countInParts(format: 'csv' | 'json' | 'ndjson', text: string, cuts: readonly number[]): number {
  const bytes = encoder.encode(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const count = rowCounter(format);
  let rows = 0;
  for (let n = 1; n < places.length; n++) rows = count(bytes.subarray(places[n - 1], places[n]));
  return rows;
}

const texts = fc.array(fc.string({ unit: fc.constantFrom('"', '\n', '\r', ',', '{', 'é', 'x') }));
const cuts = fc.array(fc.nat(2_000), { maxLength: 6 });

describe('rows are counted part by part', () => {
  it('of CSV with any texts in its cells', () => {
    fc.assert(
      fc.property(texts, cuts, (cells, places) => {
        const lines = cells.map((cell) => `"${cell.replaceAll('"', '""')}",1\r\n`);
        expect(countInParts('csv', `\uFEFFname,n\r\n${lines.join('')}`, places)).toBe(cells.length);
      }),
    );
  });

  it('of JSON and NDJSON with any texts in their rows', () => {
    fc.assert(
      fc.property(texts, cuts, (values, places) => {
        const rows = values.map((value) => JSON.stringify({ value }));
        expect(countInParts('json', `[\n${rows.join(',\n')}\n]\n`, places)).toBe(values.length);
        expect(countInParts('ndjson', rows.map((row) => `${row}\n`).join(''), places)).toBe(values.length);
      }),
    );
  });
});
