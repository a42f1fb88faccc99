import { expect, it } from 'vitest';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { facetOf, facetValues } from './facet-values.ts';

const facet = {
  values: [
    { value: 'B', label: null, count: 5 },
    { value: null, label: null, count: 3 },
    { value: '', label: null, count: 1 },
  ],
  distinct: 3,
};

it('keeps the order of the counts and gathers rows without a value', () => {
  expect(facetValues({ field: 'version', facet, chosen: [] })).toEqual([
    { value: 'B', label: 'B', count: 5 },
    { value: '', label: '(none)', count: 4 },
  ]);
});

it('keeps chosen values in sight that nothing has', () => {
  expect(facetValues({ field: 'version', facet, chosen: ['gone', 'B'] }).at(-1)).toEqual({
    value: 'gone',
    label: 'gone',
    count: 0,
  });
});

it('claims no count of a value that may be among those not told', () => {
  const cut = { ...facet, distinct: 90 };
  expect(facetValues({ field: 'version', facet: cut, chosen: ['rare'] }).at(-1)?.count).toBeNull();
});

it('offers no partition for rows whose partition is unknown', () => {
  const values = [{ value: null, label: null, count: 9 }];
  const none = { values: [], distinct: 0 };
  const facets = {
    ...{ status: none, kind: none, name: none, version: none, failure: none },
    ...{ partition: { values, distinct: 1 }, coverage: makeCoverage() },
  };
  expect(facetOf(facets, 'partition')).toEqual(none);
});

it('shows a failure by its type and message', () => {
  const failures = { values: [{ value: 'f1', label: 'TimeoutException: slow', count: 2 }], distinct: 1 };
  expect(facetValues({ field: 'fingerprint', facet: failures, chosen: [] })).toEqual([
    { value: 'f1', label: 'TimeoutException: slow', count: 2 },
  ]);
});

it('offers every status before anything is counted', () => {
  const values = facetValues({ field: 'status', facet: null, chosen: [] });
  expect(values).toContainEqual({ value: 'Failed', label: 'Failed', count: null });
});
