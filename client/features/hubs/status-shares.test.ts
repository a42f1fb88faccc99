import { expect, test } from 'vitest';
import { buildStatusShares, countKind } from './status-shares.ts';

const counts = [
  { kind: 'orchestration', status: 'Failed', count: 1 },
  { kind: 'orchestration', status: 'Running', count: 3 },
  { kind: 'orchestration', status: 'Canceled', count: 0 },
  { kind: 'entity', status: 'Running', count: 40 },
] as const;

test('shares are of orchestrations alone, in the fixed order, without what does not occur', () => {
  expect(buildStatusShares([...counts])).toEqual([
    { status: 'Running', count: 3, share: 0.75 },
    { status: 'Failed', count: 1, share: 0.25 },
  ]);
  expect(buildStatusShares([])).toEqual([]);
});

test('kinds are counted apart', () => {
  expect([countKind([...counts], 'orchestration'), countKind([...counts], 'entity')]).toEqual([4, 40]);
});
