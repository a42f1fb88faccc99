import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { readHistory, type HistoryEvent } from '../../../../shared/contract/history.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import { makeInstanceDetail } from '../../../../shared/testing/instances.ts';
import {
  activity,
  child,
  childCompleted,
  completed,
  failed,
  ScriptedHistory,
} from '../../../../shared/testing/scripted-history.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001?tab=graph';

function stubHistories(histories: Record<string, readonly HistoryEvent[]>): void {
  stubEndpoint(readHistory, ({ params }) => ({
    executionId: `execution of ${params.instanceId ?? ''}`,
    events: [...(histories[params.instanceId ?? ''] ?? [])],
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
  }));
}

/** Reserve, then Charge; failed at the end. */
function order(): HistoryEvent[] {
  const history = new ScriptedHistory();
  const reserve = history.turn([], [activity('Reserve')]);
  const charge = history.turn(reserve.map(completed), [activity('Charge')]);
  return history.end(charge.map(failed), 'Failed');
}

function manyCopies(): HistoryEvent[] {
  const history = new ScriptedHistory();
  const ids = history.turn(
    [],
    Array.from({ length: 12 }, () => activity('Copy')),
  );
  return history.end([...ids.slice(1).map(completed), failed(ids[0] ?? 0)]);
}

function withChild(): HistoryEvent[] {
  const history = new ScriptedHistory();
  const ship = history.turn([], [child('ShipLine', 'order-1001:ship-1')]);
  return history.end(ship.map(childCompleted));
}

beforeAll(() => Promise.all([import('../../../app/instance-screen.tsx'), import('./graph-tab.tsx')]));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, ({ params }) =>
    makeInstanceDetail({ instanceId: params.instanceId ?? '', runtimeStatus: 'Completed' }),
  );
});

const graph = () => within(screen.getByRole('group', { name: 'Graph of the steps' }));
const node = (name: RegExp) => screen.findByRole('button', { name });

/** Mouse buttons on the canvas need a browser: its library asks the event for its window. */
async function press(button: HTMLElement): Promise<void> {
  button.focus();
  await userEvent.keyboard('{Enter}');
}

describe('the graph of an instance', () => {
  it('shows every step with its state in words, and how it ended', async () => {
    stubHistories({ 'order-1001': order() });
    renderApp(address);
    expect(await node(/^Reserve, activity, completed/)).toBeDefined();
    expect(graph().getByRole('button', { name: /^Charge, activity, failed/ })).toBeDefined();
    expect(graph().getByRole('button', { name: /^End, end, Failed/ })).toBeDefined();
    expect(screen.getByText(/asked for 2 steps \(1 failed, 1 completed\).*Failed: Charge\./)).toBeDefined();
  });

  it('says that there is nothing to draw yet', async () => {
    stubHistories({});
    renderApp(address);
    expect(await screen.findByText('No history yet')).toBeDefined();
  });

  it('opens the details of a step, and keeps the choice in the address', async () => {
    stubHistories({ 'order-1001': order() });
    const { history } = renderApp(address);
    await press(await node(/^Charge/));
    expect(await screen.findByRole('region', { name: 'Details of Charge' })).toBeDefined();
    expect(history.location.search).toContain('event=');
    expect(graph().getByRole('button', { name: /^Charge/, pressed: true })).toBeDefined();
  });

  it('is walked with arrow keys; Enter opens the details, Escape closes them', async () => {
    stubHistories({ 'order-1001': order() });
    renderApp(address);
    (await node(/^Flow, start/)).focus();
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Reserve/));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByRole('region', { name: 'Details of Charge' })).toBeDefined();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Details of Charge' })).toBeNull());
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Charge/);
  });

  it('is one tab stop', async () => {
    stubHistories({ 'order-1001': order() });
    renderApp(address);
    await node(/^Reserve/);
    const stops = graph()
      .getAllByRole('button')
      .filter((button) => button.tabIndex === 0);
    expect(stops).toHaveLength(1);
  });
});

describe('many steps of a kind', () => {
  it('are one node with counts by state, and unfold', async () => {
    stubHistories({ 'order-1001': manyCopies() });
    const { history } = renderApp(address);
    expect(await node(/^Copy × 12, side by side, 1 failed, 11 completed/)).toBeDefined();
    expect(graph().queryByRole('button', { name: /^Copy, activity/ })).toBeNull();
    await press(graph().getByRole('button', { name: 'Unfold Copy × 12' }));
    await waitFor(() => expect(graph().getAllByRole('button', { name: /^Copy, activity/ })).toHaveLength(12));
    expect(history.location.search).toContain('open=');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Copy × 12/);
    await press(graph().getByRole('button', { name: 'Fold Copy × 12' }));
    await waitFor(() => expect(graph().queryByRole('button', { name: /^Copy, activity/ })).toBeNull());
  });

  it('unfold with the space bar', async () => {
    stubHistories({ 'order-1001': manyCopies() });
    renderApp(address);
    (await node(/^Copy × 12/)).focus();
    await userEvent.keyboard(' ');
    expect(await graph().findAllByRole('button', { name: /^Copy, activity/ })).toHaveLength(12);
  });
});

describe('a child', () => {
  it('is shown in place on demand, with a link to its page', async () => {
    const inner = new ScriptedHistory();
    const pack = inner.turn([], [activity('Pack')]);
    stubHistories({
      'order-1001': withChild(),
      'order-1001:ship-1': inner.end(pack.map(completed)),
    });
    renderApp(address);
    await node(/^ShipLine/);
    await press(graph().getByRole('button', { name: 'Show ShipLine in place' }));
    await press(await node(/^Pack, activity, completed/));
    expect(await screen.findByRole('region', { name: 'Details of Pack' })).toBeDefined();
    const link = graph().getByRole('link', { name: 'order-1001:ship-1' });
    expect(link.getAttribute('href')).toContain('/instances/order-1001%3Aship-1');
  });

  it('that is one of the instances around it cannot be opened again', async () => {
    const inner = new ScriptedHistory();
    inner.turn([], [child('Loop', 'order-1001')]);
    stubHistories({ 'order-1001': withChild(), 'order-1001:ship-1': inner.events });
    renderApp(address);
    await node(/^ShipLine/);
    await press(graph().getByRole('button', { name: 'Show ShipLine in place' }));
    expect(await node(/^Loop, sub-orchestration/)).toBeDefined();
    expect(graph().queryByRole('button', { name: 'Show Loop in place' })).toBeNull();
  });

  it('whose history cannot be read says so in its place', async () => {
    stubHistories({ 'order-1001': withChild() });
    renderApp(address);
    await node(/^ShipLine/);
    stubFailure(readHistory, { status: 503, code: 'store-unavailable', message: 'No answer.' });
    await press(graph().getByRole('button', { name: 'Show ShipLine in place' }));
    expect(await screen.findByText('store-unavailable')).toBeDefined();
  });
});

describe('finding', () => {
  it('counts what matches and goes from one to the next', async () => {
    stubHistories({ 'order-1001': order() });
    renderApp(address);
    await node(/^Reserve/);
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find in the graph' }), 'r');
    expect(await screen.findByText('2 found')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Next found' }));
    expect(screen.getByText('1 of 2')).toBeDefined();
    expect(graph().getByRole('button', { current: true, name: /^Reserve/ })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Next found' }));
    expect(graph().getByRole('button', { current: true, name: /^Charge/ })).toBeDefined();
  });

  it('finds folded steps by their fold', async () => {
    stubHistories({ 'order-1001': manyCopies() });
    renderApp(`${address}&find=copy`);
    expect(await screen.findByText('1 found')).toBeDefined();
  });
});

it('turns to the right when asked, and says so in the address', async () => {
  stubHistories({ 'order-1001': order() });
  const { history } = renderApp(address);
  await node(/^Reserve/);
  await userEvent.click(screen.getByRole('radio', { name: 'Left to right' }));
  await waitFor(() => expect(history.location.search).toContain('flow=right'));
  expect(await node(/^Reserve/)).toBeDefined();
});
