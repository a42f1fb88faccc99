import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readHistory, type HistoryEvent, type HistoryPage } from '../../../../shared/contract/history.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import {
  asked,
  childAsked,
  done,
  ended,
  failed,
  fired,
  makeHistory,
  rowKeyOf,
  started,
  timer,
  turn,
} from '../../../../shared/testing/execution-history.ts';
import { makeInstanceDetail } from '../../../../shared/testing/instances.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001?tab=timeline';

function page(events: HistoryEvent[]): HistoryPage {
  return {
    ...{ executionId: 'first', events, nextCursor: null, leftoverRows: 0 },
    ...{ isCheckpointComplete: true, problems: [] },
  };
}

/** Every instance asked for has the history given for its id. */
function stubHistories(histories: Record<string, HistoryEvent[]>): string[] {
  const read: string[] = [];
  stubEndpoint(getInstance, ({ params }) =>
    makeInstanceDetail({ instanceId: params.instanceId ?? '', runtimeStatus: 'Completed' }),
  );
  stubEndpoint(readHistory, ({ params }) => {
    read.push(params.instanceId ?? '');
    return page(histories[params.instanceId ?? ''] ?? []);
  });
  return read;
}

// The page is loaded lazily; the first test is not to wait for its compilation.
beforeAll(() => Promise.all([import('../../../app/instance-screen.tsx'), import('./timeline-tab.tsx')]));

beforeEach(() => stubEndpoint(listHubs, { connections: [], hubs: [] }));

const retried = makeHistory(
  ...[started(), turn(asked(0, 'Reserve')), turn(failed(0), timer(1, 8))],
  ...[turn(fired(1, 8), asked(2, 'Reserve')), turn(done(2), asked(3, 'Charge')), turn(done(3), ended())],
);

async function rowNames(): Promise<(string | null)[]> {
  const grid = within(await screen.findByRole('treegrid', { name: 'Timeline of order-1001' }));
  return grid.getAllByRole('row').map((row) => row.getAttribute('aria-label'));
}

async function selectedRow(): Promise<string | null | undefined> {
  const rows = await screen.findAllByRole('row', { selected: true });
  return rows[0]?.getAttribute('aria-label');
}

describe('the timeline', () => {
  it('says of every step what it is, how often it was tried and how it ended', async () => {
    stubHistories({ 'order-1001': retried });
    renderApp(address);
    expect(await rowNames()).toEqual([
      'Orchestrator, 5 turns, 1.8 s to its end',
      'Reserve, activity, 2 attempts, completed in 1.1 s, partly concluded',
      'Charge, activity, completed in 300 ms',
    ]);
    expect(screen.getByText(/^2 steps within 1.9 s: 2 completed, 1 retried\./)).toBeDefined();
  });

  it('shows the details of the step that is clicked, and keeps it in the address', async () => {
    stubHistories({ 'order-1001': retried });
    const { history } = renderApp(address);
    await userEvent.click(await screen.findByRole('row', { name: /^Reserve/ }));
    const details = within(await screen.findByRole('region', { name: 'Details of Reserve' }));
    const attempts = within(details.getByRole('group', { name: 'Attempts' }));
    expect(attempts.getAllByRole('row')).toHaveLength(3);
    expect(attempts.getByText('declined')).toBeDefined();
    expect(history.location.search).toContain(`event=${rowKeyOf(2)}`);
    await userEvent.click(details.getByRole('button', { name: 'Close the details' }));
    await waitFor(() => expect(history.location.search).not.toContain('event='));
  });

  it('opens with the step that any of its events selects', async () => {
    stubHistories({ 'order-1001': retried });
    const result = retried.find(({ taskScheduledId }) => taskScheduledId === 3);
    renderApp(`${address}&event=${result?.rowKey ?? ''}`);
    expect(await selectedRow()).toContain('Charge');
  });

  it('is walked and zoomed by keys', async () => {
    stubHistories({ 'order-1001': retried });
    const { history } = renderApp(address);
    const grid = await screen.findByRole('treegrid');
    grid.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(await selectedRow()).toContain('Reserve');
    expect(grid.getAttribute('aria-activedescendant')).toBe(screen.getByRole('row', { selected: true }).id);
    await userEvent.keyboard('{End}');
    expect(await selectedRow()).toContain('Charge');
    await userEvent.keyboard('+');
    await waitFor(() => expect(history.location.search).toMatch(/from=.*to=/));
    expect(screen.getByRole('button', { name: 'Show the whole run' })).toHaveProperty('disabled', false);
    await userEvent.keyboard('0');
    await waitFor(() => expect(history.location.search).not.toContain('from='));
  });

  it('moves the borders of the time in sight by keys', async () => {
    stubHistories({ 'order-1001': retried });
    const { history } = renderApp(address);
    const start = await screen.findByRole('slider', { name: 'Start of the time in sight' });
    start.focus();
    await userEvent.keyboard('{PageUp}');
    expect(start.getAttribute('aria-valuenow')).toBe('10');
    await waitFor(() => expect(history.location.search).toContain('from=2026-11-21T05%3A00%3A00.19'));
  });

  it('folds many siblings into one row with their counts, and unfolds them', async () => {
    const ids = Array.from({ length: 300 }, (_, place) => place);
    const results = ids.map((id) => (id === 7 ? failed(id) : done(id)));
    const events = makeHistory(
      started(),
      turn(...ids.map((id) => asked(id, 'Hello'))),
      turn(...results, ended()),
    );
    stubHistories({ 'order-1001': events });
    const { history } = renderApp(address);
    const name = /^300 × Hello: 1 failed, 299 completed, p50 30.2 s, p95 30.2 s, longest 30.2 s$/;
    const row = await screen.findByRole('row', { name });
    expect(row.getAttribute('aria-expanded')).toBe('false');
    await userEvent.click(row);
    await userEvent.keyboard('{ArrowRight}');
    await screen.findByRole('row', { name, expanded: true });
    expect(history.location.search).toContain('unfolded=');
    expect(screen.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('302');
    const siblings = screen.getAllByRole('row', { name: /^Hello/ });
    expect(siblings.every((sibling) => sibling.getAttribute('aria-level') === '2')).toBe(true);
    expect(siblings.length).toBeLessThan(60);
  });

  it('shows the siblings worth a look and leads to them', async () => {
    const ids = Array.from({ length: 20 }, (_, place) => place);
    const results = ids.map((id) => (id === 7 ? failed(id) : done(id)));
    stubHistories({
      'order-1001': makeHistory(started(), turn(...ids.map((id) => asked(id))), turn(...results, ended())),
    });
    renderApp(address);
    await userEvent.click(await screen.findByRole('row', { name: /^20 × Charge/ }));
    const details = within(await screen.findByRole('region', { name: 'Details of the siblings' }));
    await userEvent.click(details.getByRole('button', { name: /failed after/ }));
    const failure = within(await screen.findByRole('region', { name: 'Details of Charge' }));
    expect(failure.getByRole('region', { name: 'Why it failed' }).textContent).toContain('declined');
    expect(await selectedRow()).toContain('20 × Charge');
  });
});

describe('a child in the timeline', () => {
  const parent = makeHistory(started(), turn(childAsked(0, 'Ship', 'ship-1')));

  it('is read and shown in place when it is unfolded, its steps with details of their own', async () => {
    const packing = makeHistory(started('Ship'), turn(asked(0, 'Pack')), turn(done(0), ended()));
    const read = stubHistories({ 'order-1001': parent, 'ship-1': packing });
    const { history } = renderApp(address);
    const row = await screen.findByRole('row', { name: /^Ship, sub-orchestration, ship-1/ });
    expect(read).not.toContain('ship-1');
    await userEvent.click(row);
    await userEvent.keyboard('{ArrowRight}');
    const step = await screen.findByRole('row', { name: 'Pack, activity, completed in 300 ms' });
    expect(step.getAttribute('aria-level')).toBe('2');
    await userEvent.click(step);
    const details = within(await screen.findByRole('region', { name: 'Details of Pack' }));
    const link = details.getByRole('link', { name: '#2 TaskScheduled' });
    expect(link.getAttribute('href')).toContain('/instances/ship-1?tab=history');
    expect(history.location.search).not.toContain('event=');
  });

  it('says so where it is gone', async () => {
    stubHistories({ 'order-1001': parent });
    const { history } = renderApp(address);
    await screen.findByRole('row', { name: /^Ship/ });
    stubFailure(getInstance, { status: 404, code: 'not-found', message: 'No such instance.' });
    history.push(`${address}&unfolded=${rowKeyOf(2)}`);
    expect(await screen.findByText('The child is gone from storage: somebody purged it.')).toBeDefined();
  });
});

describe('a timeline with little to draw', () => {
  it('says that nothing has happened yet', async () => {
    stubHistories({ 'order-1001': [] });
    renderApp(address);
    expect(await screen.findByText('Nothing to draw yet')).toBeDefined();
  });

  it('says in its row that a step has no time', async () => {
    const timeless = { ...asked(0, 'Reserve'), timestamp: null };
    stubHistories({ 'order-1001': makeHistory(started(), turn(timeless), turn(ended())) });
    renderApp(address);
    const row = await screen.findByRole('row', {
      name: /^Reserve, activity, abandoned, its length is not recorded/,
    });
    expect(row.textContent).toContain('no time recorded');
    expect(screen.getByText(/1 step without a recorded time/)).toBeDefined();
  });

  it('shows hostile names as marks', async () => {
    const hostile = `<img src=x>\u202Eevil${'x'.repeat(1_000_000)}`;
    stubHistories({ 'order-1001': makeHistory(started(), turn(asked(0, hostile)), turn(done(0), ended())) });
    renderApp(address);
    const row = await screen.findByRole('row', { name: /^<img src=x>⟨202E⟩evil/ });
    expect(row.textContent.length).toBeLessThan(1_000);
  });
});
