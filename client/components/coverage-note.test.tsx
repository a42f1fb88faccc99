import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import { at } from '../../shared/testing/instances.ts';
import { CoverageNote } from './coverage-note.tsx';

const coverage = makeCoverage({ asOf: at(10) });

test('a broken feed is told beside the age of the answer', () => {
  render(<CoverageNote coverage={coverage} connection="broken" />);
  expect(document.body.textContent).toMatch(/^as of .*live updates interrupted$/);
});

test('an index that nobody watched says so', () => {
  render(<CoverageNote coverage={makeCoverage({ state: 'idle' })} />);
  expect(document.body.textContent).toMatch(/nobody watched since$/);
});

test('an index that is being built says how far it has come and how fast', () => {
  const progress = { rowsPerSecond: 12_345.6, rangesDone: 3, rangesTotal: 9 };
  render(<CoverageNote coverage={makeCoverage({ state: 'building', rows: 27_000, asOf: null, progress })} />);
  expect(document.body.textContent).toBe(
    'Building the index: 27,000 rows so far, 12,346 a second, 3 of 9 ranges of ids done, more are coming',
  );
});

test('a first reading that failed says how far it came and why, not how old it is', () => {
  const problem = { code: 'store-unavailable', message: 'Storage is away.', since: at(3) } as const;
  render(<CoverageNote coverage={makeCoverage({ state: 'stale', rows: 1_200, asOf: null, problem })} />);
  expect(document.body.textContent).toBe('Not read to its end: 1,200 rows so farStorage is away.');
});

test('failures that are not read yet are counted', () => {
  render(<CoverageNote coverage={makeCoverage({ unreadFailures: 1 })} />);
  expect(document.body.textContent).toMatch(/1 failure not read yet$/);
});
