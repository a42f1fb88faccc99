import { expect, it } from 'vitest';
import { sentenceText } from '../diagnosis/sentence-text.ts';
import { performanceTargets, type SeenOperations } from './performance-targets.ts';

const nothing: SeenOperations = {
  overMs: 120_000,
  activities: 0,
  responses: 0,
  events: 0,
  entityOperations: 0,
};
const measured = (seen: SeenOperations | null) =>
  performanceTargets(seen).map(({ measuredPerSecond }) => measuredPerSecond);

it('has the documented maximum of every scenario', () => {
  expect(
    performanceTargets(null).map(({ scenario, expectedPerSecond }) => [scenario, expectedPerSecond]),
  ).toEqual([
    ['Sequential activity execution', 5],
    ['Parallel activity execution (fan-out)', 100],
    ['Parallel response processing (fan-in)', 150],
    ['External event processing', 50],
    ['Entity operation processing', 64],
  ]);
});

it('sets what was seen a second beside it', () => {
  const seen = { overMs: 120_000, activities: 600, responses: 240, events: 60, entityOperations: 12 };
  expect(measured(seen)).toEqual([null, 5, 2, 0.5, 0.1]);
});

it('has no figure where nothing of the kind was seen, and says what is measured', () => {
  expect(measured(nothing)).toEqual(Array(5).fill(null));
  expect(measured(null)).toEqual(Array(5).fill(null));
  const words = performanceTargets(nothing).map((target) => sentenceText(target.measured));
  expect(words[2]).toContain('over the last 2 min, at least');
  expect(words[0]).toContain('Queues do not tell');
});
