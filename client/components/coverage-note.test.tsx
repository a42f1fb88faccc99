import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import { at } from '../../shared/testing/instances.ts';
import { CoverageNote } from './coverage-note.tsx';

const coverage = makeCoverage({ asOf: at(10) });

test('an answer that has seen the last change of an open feed is live', () => {
  render(<CoverageNote coverage={coverage} connection="open" newest={coverage} />);
  expect(document.body.textContent).toMatch(/^live, changed/);
});

test('an answer from before the last change is as old as it is', () => {
  render(<CoverageNote coverage={coverage} connection="open" newest={makeCoverage({ asOf: at(11) })} />);
  expect(document.body.textContent).toMatch(/^as of/);
});

test('without an open feed nothing is live', () => {
  render(<CoverageNote coverage={coverage} connection="broken" newest={coverage} />);
  expect(document.body.textContent).toMatch(/^as of .*live updates interrupted$/);
});

test('an index that nobody watched says so', () => {
  render(<CoverageNote coverage={makeCoverage({ state: 'idle' })} />);
  expect(document.body.textContent).toMatch(/nobody watched since$/);
});
