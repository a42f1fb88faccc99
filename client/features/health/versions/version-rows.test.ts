import { expect, test } from 'vitest';
import { versionRows } from './version-rows.ts';

test('statuses of one name and version stand in one row, busy names first, versions in their order', () => {
  const rows = versionRows([
    { name: 'Report', version: '1', status: 'Running', count: 3 },
    { name: 'Order', version: '10.0', status: 'Running', count: 4 },
    { name: 'Order', version: '2.0', status: 'Pending', count: 1 },
    { name: 'Order', version: '2.0', status: 'Suspended', count: 2 },
  ]);
  expect(rows.map(({ name, version, total }) => [name, version, total])).toEqual([
    ['Order', '2.0', 3],
    ['Order', '10.0', 4],
    ['Report', '1', 3],
  ]);
  expect([...(rows[0]?.byStatus ?? [])]).toEqual([
    ['Pending', 1],
    ['Suspended', 2],
  ]);
});

test('no version and an unknown one are the same row, with a list that finds them', () => {
  const rows = versionRows([
    { name: 'Order', version: '', status: 'Running', count: 1 },
    { name: 'Order', version: null, status: 'Running', count: 1 },
  ]);
  expect(rows).toMatchObject([{ version: '', total: 2 }]);
  expect(rows[0]?.q).toContain('version:""');
});
