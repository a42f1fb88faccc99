import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readHistory, type HistoryEvent } from '../../../../shared/contract/history.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import { listInstances } from '../../../../shared/contract/instances.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import {
  asked,
  done,
  ended,
  failed,
  makeHistory,
  started,
  turn,
} from '../../../../shared/testing/execution-history.ts';
import { makeInstanceDetail, makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1002?tab=compare';

const histories: Readonly<Record<string, HistoryEvent[]>> = {
  'order-1001': makeHistory(
    turn(started('Order'), asked(0, 'Reserve')),
    turn(done(0, '"r-1"'), asked(1, 'Charge')),
    turn(done(1), asked(2, 'Ship')),
    turn(done(2), ended()),
  ),
  'order-1002': makeHistory(
    turn(started('Order'), asked(0, 'Reserve')),
    turn(done(0, '"r-2"'), asked(1, 'Charge')),
    turn(failed(1), ended('Failed')),
  ),
};

// The page is loaded lazily; the first test is not to wait for its compilation.
beforeAll(() => Promise.all([import('../../../app/instance-screen.tsx'), import('./compare-tab.tsx')]));

let asks: string[] = [];

beforeEach(() => {
  asks = [];
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, ({ params: { instanceId = '' } }) =>
    makeInstanceDetail({
      instanceId,
      name: 'Order',
      runtimeStatus: instanceId === 'order-1002' ? 'Failed' : 'Completed',
    }),
  );
  stubEndpoint(readHistory, ({ params: { instanceId = '' } }) => ({
    executionId: 'first',
    events: histories[instanceId] ?? [],
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
  }));
  stubEndpoint(listInstances, ({ query }) => {
    asks.push(`${query.get('q')} ${query.get('sort')} ${query.get('order')}`);
    const rows = [makeInstanceRow({ instanceId: 'order-1001', name: 'Order' })];
    return { rows, nextCursor: null, total: 1, coverage: makeCoverage() };
  });
});

async function findRows() {
  await waitFor(() => expect(screen.queryByText(/so far/)).toBeNull());
  const grid = await screen.findByRole('grid', { name: 'Steps of order-1002 and order-1001' });
  return {
    grid,
    names: within(grid)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.getAttribute('aria-label')),
  };
}

describe('comparing two runs', () => {
  it('takes the last one of the same name that completed, on demand', async () => {
    const { history } = renderApp(address);
    await userEvent.click(await screen.findByRole('button', { name: 'The last Order that completed' }));
    await waitFor(() => expect(history.location.search).toContain('with=order-1001'));
    expect(asks).toEqual(['name:Order status:completed kind:orchestration -id:order-1002 completedAt desc']);
    const { names } = await findRows();
    expect(names).toEqual([
      'Reserve: here completed after 300 ms, there completed after 300 ms, with another input or result',
      'First difference: Charge: here failed after 300 ms, there completed after 300 ms',
      'Ship: not here, there completed after 300 ms',
    ]);
    expect(screen.getByText(/^2 steps in both, 1 only there; Charge failed here/)).toBeDefined();
    const facts = within(screen.getByRole('table', { name: 'Both runs' }));
    expect(facts.getByRole('row', { name: 'Status Failed Completed' })).toBeDefined();
  });

  it('takes an id that is typed, but not its own', async () => {
    const { history } = renderApp(address);
    const field = await screen.findByRole('combobox', { name: 'Compare with' });
    await userEvent.type(field, 'order-1002{Enter}');
    expect(screen.getByText('That is this instance.')).toBeDefined();
    await userEvent.clear(field);
    await userEvent.type(field, ' order-1001{Enter}');
    await waitFor(() => expect(history.location.search).toContain('with=order-1001'));
    expect((await findRows()).names).toHaveLength(3);
  });

  it('leads to the first difference and shows both sides of it', async () => {
    const { history } = renderApp(`${address}&with=order-1001`);
    await findRows();
    await userEvent.click(screen.getByRole('button', { name: 'First difference' }));
    const details = within(await screen.findByRole('region', { name: 'Details of Charge' }));
    expect(history.location.search).toContain('event=');
    expect(within(details.getByRole('region', { name: 'Here' })).getByText('declined')).toBeDefined();
    expect(within(details.getByRole('region', { name: 'There' })).getByText('completed')).toBeDefined();
  });

  it('is walked with the keyboard, also over steps that only the other run has', async () => {
    const { history } = renderApp(`${address}&with=order-1001`);
    const { grid } = await findRows();
    grid.focus();
    await userEvent.keyboard('{End}');
    const details = within(await screen.findByRole('region', { name: 'Details of Ship' }));
    expect(details.getByText('This run has no such step.')).toBeDefined();
    await waitFor(() => expect(history.location.search).toContain('row='));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(history.location.search).not.toContain('row='));
  });

  it('says when there is no such instance', async () => {
    renderApp(`${address}&with=order-9`);
    stubFailure(getInstance, { status: 404, code: 'not-found', message: 'No such instance.' });
    expect(await screen.findAllByText('No such instance in this task hub')).not.toHaveLength(0);
  });

  it('finds nothing between a run and its twin', async () => {
    stubEndpoint(readHistory, {
      executionId: 'first',
      events: histories['order-1001'] ?? [],
      nextCursor: null,
      leftoverRows: 0,
      isCheckpointComplete: true,
      problems: [],
    });
    renderApp(`${address}&with=order-1001`);
    expect(await screen.findByText('The same 3 steps.')).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'No step differs' }).disabled).toBe(true);
  });
});
