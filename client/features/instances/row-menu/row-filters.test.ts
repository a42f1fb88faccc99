import { expect, it } from 'vitest';
import { makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { filtersOfRow } from './row-filters.ts';

const row = makeInstanceRow({ instanceId: 'order 1', name: 'Order, big', runtimeStatus: 'Failed' });

function textOf(label: string, text: string): string | undefined {
  return filtersOfRow(row, text, 'UTC').find((one) => one.label === label)?.text;
}

it('a filter of the row replaces the one on its field and keeps the others', () => {
  expect(textOf('Only name Order, big', 'name:Other status:running')).toBe(
    'name:"Order, big" status:running',
  );
  expect(textOf('Without name Order, big', 'status:running')).toBe('status:running -name:"Order, big"');
});

it('children and neighbours in time are looked for among all instances', () => {
  expect(textOf('Show its children', 'status:failed')).toBe('parent:"order 1"');
  const around = textOf('Show what was created around then', 'status:failed') ?? '';
  expect(around).toMatch(/^created:2026-11-21T04:55\S*\.\.2026-11-21T05:05/);
});

it('what a row does not have is not offered', () => {
  const labels = filtersOfRow({ ...row, name: null, createdAt: null }, '', 'UTC').map(({ label }) => label);
  expect(labels).toEqual(['Only status Failed', 'Show its children']);
});
