import { expect, it } from 'vitest';
import { runSample } from './run-sample.ts';
import { stocktakeSample } from './stocktake.ts';

it('counts all shelves at the same time and adds them up', () => {
  const run = runSample(stocktakeSample, 'Stocktake', {
    input: { warehouse: 'north', shelves: 4 },
    answers: { CountShelf: (input) => (input as { shelf: number }).shelf * 10 },
  });
  expect(run).toMatchObject({ outcome: 'completed', result: 100 });
  expect(run.log).toHaveLength(4);
  expect(run.statuses.at(-1)).toEqual({ step: 'counted', warehouse: 'north', total: 100 });
});
