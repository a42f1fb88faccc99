import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readHistory, type HistoryEvent } from '../../../../shared/contract/history.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import {
  asked,
  done,
  ended,
  failed,
  makeHistory,
  rowKeyOf,
  started,
  turn,
} from '../../../../shared/testing/execution-history.ts';
import { makeInstanceDetail } from '../../../../shared/testing/instances.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001?tab=sequence';

function stubHistory(events: HistoryEvent[]): void {
  stubEndpoint(readHistory, {
    executionId: 'first',
    events,
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
  });
}

const order = makeHistory(
  turn(started('Order'), asked(0, 'Charge', '{"total":5}')),
  turn(failed(0, 'declined'), asked(1, 'Refund')),
  turn(done(1, '"ok"'), ended()),
);

const siblings = Array.from({ length: 15 }, (_, id) => id);
const wide = makeHistory(
  turn(started('Order'), ...siblings.map((id) => asked(id, 'Square'))),
  turn(...siblings.map((id) => done(id))),
);

// The page is loaded lazily; the first test is not to wait for its compilation.
beforeAll(() => Promise.all([import('../../../app/instance-screen.tsx'), import('./sequence-tab.tsx')]));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Completed' }));
});

async function findGrid() {
  return screen.findByRole('treegrid', { name: 'Sequence of order-1001' });
}

function rowNames(grid: HTMLElement): (string | null)[] {
  return within(grid)
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label'));
}

describe('the sequence', () => {
  it('says message by message who called whom and what came of it', async () => {
    stubHistory(order);
    renderApp(address);
    const names = rowNames(await findGrid());
    expect(names).toEqual([
      'Order started',
      'Charge called',
      'Charge failed after 300 ms: declined',
      'Refund called',
      'Refund completed after 300 ms',
      'orchestrator ended as Completed',
    ]);
    const lanes = within(screen.getByRole('list', { name: 'Lanes' })).getAllByRole('listitem');
    expect(lanes.map(({ textContent }) => textContent)).toEqual([
      'Outside worldclient',
      'Orderorchestrator',
      'Chargefunction',
      'Refundfunction',
    ]);
    expect(screen.getByText(/^6 messages between 4 lanes: 2 calls, 1 answer, 1 failure/)).toBeDefined();
  });

  it('is walked with the keyboard, and the choice is in the address and in the details', async () => {
    stubHistory(order);
    const { history } = renderApp(address);
    const grid = await findGrid();
    grid.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await waitFor(() => expect(history.location.search).toContain(`event=${rowKeyOf(2)}`));
    expect(await screen.findByRole('region', { name: 'Details of Charge' })).toBeDefined();
    const active = within(grid).getByRole('row', { selected: true });
    expect(grid.getAttribute('aria-activedescendant')).toBe(active.id);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(history.location.search).not.toContain('event='));
    expect(screen.queryByRole('region', { name: 'Details of Charge' })).toBeNull();
  });

  it('folds siblings into one row and unfolds them on demand', async () => {
    stubHistory(wide);
    renderApp(address);
    const grid = await findGrid();
    expect(within(grid).getAllByRole('row')).toHaveLength(3);
    const run = within(grid).getByRole('row', { name: /^15 × Square called/, expanded: false });
    await userEvent.click(run);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(18));
    expect(within(grid).getAllByRole('row', { name: 'Square called' })).toHaveLength(15);
  });

  it('puts lanes beyond the first into one, until the reader chooses others', async () => {
    const names = Array.from({ length: 15 }, (_, i) => `F${i}`);
    stubHistory(makeHistory(turn(started('Order'), ...names.map((name, id) => asked(id, name)))));
    renderApp(address);
    await findGrid();
    const lanes = () => within(screen.getByRole('list', { name: 'Lanes' })).getAllByRole('listitem');
    expect(lanes()).toHaveLength(11);
    expect(lanes().at(-1)?.textContent).toContain('7 more functions');
    await userEvent.click(screen.getByRole('button', { name: /^Lanes: 10 of 17/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: /F14/ }));
    await waitFor(() => expect(lanes().at(-1)?.textContent).toContain('6 more functions'));
    expect(screen.getByRole('list', { name: 'Lanes' }).textContent).toContain('F14');
  });

  it('is copied as Mermaid', async () => {
    const user = userEvent.setup();
    stubHistory(order);
    renderApp(address);
    await findGrid();
    await user.click(screen.getByRole('button', { name: 'Copy as Mermaid' }));
    expect(await screen.findByText('Copied')).toBeDefined();
    const text = await navigator.clipboard.readText();
    expect(text).toContain('participant p2 as Charge');
    expect(text).toContain('p2--xp1: failed after 300 ms#58; declined');
  });

  it('says how much the copy leaves out', async () => {
    const user = userEvent.setup();
    const ids = Array.from({ length: 300 }, (_, id) => id);
    stubHistory(
      makeHistory(turn(started('Order')), ...ids.map((id) => turn(asked(id, `F${id % 2}`), done(id)))),
    );
    renderApp(address);
    await findGrid();
    await user.click(screen.getByRole('button', { name: 'Copy as Mermaid' }));
    expect(await screen.findByText('Copied the first 500 messages; 101 are left out')).toBeDefined();
    expect(await navigator.clipboard.readText()).toContain('101 further messages are left out');
  });

  it('of an instance without history says what will fill it', async () => {
    stubHistory([]);
    renderApp(address);
    expect(await screen.findByText('No messages yet')).toBeDefined();
  });
});
