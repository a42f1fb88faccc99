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
