import { expect, it } from 'vitest';
import { decidePartitionCount } from './partition-count.ts';

const evidence = { override: null, table: null, file: null, queues: 4 };

it.each([
  [{ table: 4 }, 4],
  [{ file: 4 }, 4],
  [{ table: 4, file: 4 }, 4],
  [{ override: 4 }, 4],
])('is certain when nothing disagrees: %o', (sources, count) => {
  expect(decidePartitionCount({ ...evidence, ...sources })).toEqual({
    count,
    isCertain: true,
    problem: null,
  });
});

it('goes by the Partitions table, uncertainly, when sources disagree, and names them', () => {
  expect(decidePartitionCount({ ...evidence, table: 4, file: 8, queues: 5 })).toEqual({
    count: 4,
    isCertain: false,
    problem:
      'Storage disagrees on the number of partitions: ' +
      'the Partitions table has 4 rows, taskhub.json says 8, there are 5 control queues.',
  });
});

it('does not take queues alone for an answer', () => {
  expect(decidePartitionCount(evidence)).toMatchObject({ count: null, isCertain: false });
});

it('takes the operator’s word, and says where storage differs', () => {
  expect(decidePartitionCount({ ...evidence, override: 8, table: 4 })).toEqual({
    count: 8,
    isCertain: true,
    problem:
      'The partition count is set to 8 here, but the Partitions table has 4 rows, there are 4 control queues.',
  });
});
