import { expect, test } from 'vitest';
import { makeCoverage } from '../../shared/testing/hubs.ts';
import { at } from '../../shared/testing/instances.ts';
import { coverageNow } from './coverage-now.ts';

const answer = { coverage: makeCoverage({ asOf: at(10) }), readAtMs: 1_000 };
const fresh = makeCoverage({ asOf: at(60) });

test('while nothing changed since, an answer is as fresh as the index', () => {
  expect(coverageNow(answer, { connection: 'open', coverage: fresh, changedAtMs: 900 })).toBe(fresh);
});

test('after a change an answer is as old as it is', () => {
  expect(coverageNow(answer, { connection: 'open', coverage: fresh, changedAtMs: 1_001 })).toBe(
    answer.coverage,
  );
});

test('nothing is known of what a silent or broken feed did not tell', () => {
  expect(coverageNow(answer, { connection: 'broken', coverage: fresh, changedAtMs: 900 })).toBe(
    answer.coverage,
  );
  expect(coverageNow(answer, { connection: 'connecting', coverage: null, changedAtMs: null })).toBe(
    answer.coverage,
  );
});
