import { expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/domain/instance-filter/parse-filter.ts';
import { matchesFilter } from '../../../../shared/testing/matches-filter.ts';
import { at, makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { questionOf } from './selection-question.ts';
import type { Selection } from './selection.ts';

const rows = ['a', 'b*', 'c d', '"e"'].map((instanceId, place) =>
  makeInstanceRow({ instanceId, runtimeStatus: place === 0 ? 'Running' : 'Failed' }),
);

function idsOf(selection: Selection): string[] {
  const { terms, problems } = parseFilter(questionOf(selection), 'UTC');
  expect(problems).toEqual([]);
  const asked = terms.map(({ term }) => term);
  return rows.filter((row) => matchesFilter(row, asked, at(0))).map(({ instanceId }) => instanceId);
}

it('picked rows are asked for by their ids, whatever characters these hold', () => {
  expect(idsOf({ kind: 'picked', ids: new Set(['b*', 'c d', '"e"']) })).toEqual(['b*', 'c d', '"e"']);
});

it('all that match are asked for by their filter, without those taken out', () => {
  const matching = { kind: 'matching', q: 'status:failed', total: 3 } as const;
  expect(idsOf({ ...matching, except: new Set() })).toEqual(['b*', 'c d', '"e"']);
  expect(idsOf({ ...matching, except: new Set(['b*']) })).toEqual(['c d', '"e"']);
});
