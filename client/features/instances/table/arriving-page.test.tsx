import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubList } from '../../../testing/stub-list.ts';
import { idCell } from '../columns/id-cell.tsx';
import { TableHeader } from './table-header.tsx';

vi.mock(import('../columns/id-cell.tsx'), async (original) => {
  const real = await original();
  return { ...real, idCell: vi.fn(real.idCell) };
});
vi.mock(import('./table-header.tsx'), async (original) => {
  const real = await original();
  return { ...real, TableHeader: vi.fn(real.TableHeader) };
});

const cells = vi.mocked(idCell);
const headers = vi.mocked(TableHeader);

it('a page that comes in draws the rows that waited for it, and nothing else', async () => {
  stubList(
    Array.from({ length: 250 }, (_, n) =>
      makeInstanceRow({ instanceId: `order-${String(n).padStart(4, '0')}` }),
    ),
  );
  renderApp('/hubs/orders~TestHub/instances');
  await screen.findByText('Columns');
  headers.mockClear();
  document.querySelector('[data-scroll-restoration-id]')?.scrollTo({ top: 90 * 32 });
  await screen.findByLabelText('order-0095');
  const waiting = await waitFor(() => {
    const row = document.querySelector('[role=row][data-row="100"]');
    if (row?.getAttribute('aria-busy') !== 'true') throw new Error('It does not wait.');
    return row;
  });
  cells.mockClear();
  const link = await screen.findByLabelText('order-0100');
  // The element stays, and with it the focus.
  expect(link.closest('[role=row]')).toBe(waiting);
  const drawn = cells.mock.calls.map(([{ instanceId }]) => instanceId);
  expect(drawn.filter((id) => id < 'order-0100')).toEqual([]);
  expect(headers).not.toHaveBeenCalled();
}, 20_000);
