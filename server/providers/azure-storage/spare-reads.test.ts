import { expect, it } from 'vitest';
import { SpareReads } from './spare-reads.ts';

it('are shared by all who read, and come back', () => {
  const spare = new SpareReads(2);
  expect([spare.take(), spare.take(), spare.take()]).toEqual([true, true, false]);
  spare.giveBack(1);
  expect([spare.take(), spare.take()]).toEqual([true, false]);
});
