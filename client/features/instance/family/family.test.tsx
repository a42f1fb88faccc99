import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readAncestors, readChildren, watchRelatives } from '../../../../shared/contract/family.ts';
import { readHistory, type HistoryEvent } from '../../../../shared/contract/history.ts';
import { listHubs } from '../../../../shared/contract/hubs.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import { listInstances } from '../../../../shared/contract/instances.ts';
import { makeHistoryEvent } from '../../../../shared/testing/history.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { at, makeInstanceDetail, makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001?tab=family';

function startsChild(ordinal: number, instanceId: string): HistoryEvent {
  return makeHistoryEvent({
    ordinal,
    eventType: 'SubOrchestrationInstanceCreated',
    eventId: ordinal,
    name: 'ShipLine',
    instanceId,
  });
}

function stubHistory(...events: HistoryEvent[]): void {
  stubEndpoint(readHistory, {
    executionId: 'first',
    events,
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
  });
}

beforeAll(() => Promise.all([import('../../../app/instance-screen.tsx'), import('./family-tab.tsx')]));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, makeInstanceDetail());
  stubEndpoint(listInstances, { rows: [], nextCursor: null, total: 0, coverage: makeCoverage() });
  stubEndpoint(readAncestors, {
    ancestors: [
      { instanceId: 'parent', name: 'Parent' },
      { instanceId: 'top', name: null },
    ],
    end: 'root',
  });
  stubEndpoint(readChildren, { children: [], isComplete: true });
  stubEndpoint(watchRelatives, ({ query }) => ({
    rows: query
      .getAll('id')
      .filter((id) => id !== 'ship-2')
      .map((instanceId) => makeInstanceRow({ instanceId, runtimeStatus: 'Completed' })),
    gone: ['ship-2'],
  }));
  stubHistory(makeHistoryEvent(), startsChild(1, 'ship-1'), startsChild(2, 'ship-2'));
});

async function tree() {
  return screen.findByRole('tree', { name: 'Family' });
}

async function lines(): Promise<string[]> {
  const items = within(await tree()).getAllByRole('treeitem');
  return items.map((item) => `${item.getAttribute('aria-level')} ${item.textContent}`);
}

it('shows parents above, children below, and how each is', async () => {
  renderApp(address);
  await waitFor(async () =>
    expect(await lines()).toEqual([
      expect.stringMatching(/^1 top.*Completed/),
      expect.stringMatching(/^2 parentParent.*Completed/),
      expect.stringMatching(/^3 order-1001.*Completed/),
      expect.stringMatching(/^4 ship-1ShipLine.*Completed/),
      expect.stringMatching(/^4 ship-2ShipLinegone/),
      '3 Show the others it started',
      '2 Show the others it started',
    ]),
  );
  const self = within(await tree()).getByRole('treeitem', { current: true });
  expect(self.textContent).toContain('order-1001');
  expect(screen.getByRole('link', { name: 'ship-1' }).getAttribute('href')).toBe(
    '/hubs/store~TestHub/instances/ship-1?tab=family',
  );
});

it('counts the children by how they came back', async () => {
  renderApp(address);
  expect(await screen.findByRole('img', { name: 'Children: 2 open' })).toBeDefined();
});

it('is walked and opened with the keyboard, and the address remembers what is open', async () => {
  stubEndpoint(readChildren, ({ params }) => ({
    children: params.instanceId === 'ship-1' ? [{ instanceId: 'box-1', name: 'Box', createdAt: at(1) }] : [],
    isComplete: true,
  }));
  const { history } = renderApp(address);
  (await tree()).focus();
  await screen.findByRole('link', { name: 'ship-1' });
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(await screen.findByRole('link', { name: 'box-1' })).toBeDefined();
  expect(history.location.search).toContain('relatives=ship-1');
  await userEvent.keyboard('{ArrowRight}');
  const selected = within(await tree()).getByRole('treeitem', { selected: true });
  expect(selected.textContent).toContain('box-1');
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'box-1' })).toBeNull());
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(history.location.pathname).toContain('/instances/ship-1'));
});

it('shows siblings on demand', async () => {
  stubEndpoint(readChildren, {
    children: ['sister', 'order-1001'].map((instanceId) => ({ instanceId, name: null, createdAt: at(0) })),
    isComplete: true,
  });
  renderApp(address);
  const [ofParent] = await screen.findAllByText('Show the others it started');
  await userEvent.click(ofParent!);
  expect(await screen.findByRole('link', { name: 'sister' })).toBeDefined();
});

it('offers to read children again that could not be read', async () => {
  stubFailure(readChildren, { status: 503, code: 'store-unavailable', message: 'No answer.' });
  renderApp(`${address}&relatives=ship-1`);
  const note = await screen.findByText(/could not be read/);
  stubEndpoint(readChildren, {
    children: [{ instanceId: 'box-1', name: 'Box', createdAt: at(1) }],
    isComplete: true,
  });
  await userEvent.click(note);
  expect(await screen.findByRole('link', { name: 'box-1' })).toBeDefined();
});

it('says that nobody is related', async () => {
  stubHistory(makeHistoryEvent());
  stubEndpoint(readAncestors, { ancestors: [], end: 'root' });
  renderApp(address);
  expect(await screen.findByText('No relatives')).toBeDefined();
});

it('says why the line of parents ends before its beginning', async () => {
  stubEndpoint(readAncestors, { ancestors: [{ instanceId: 'parent', name: null }], end: 'gone' });
  renderApp(address);
  expect(await screen.findByText(/was purged/)).toBeDefined();
});
