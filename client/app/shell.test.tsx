import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { getInstance } from '../../shared/contract/instance-detail.ts';
import { listHubs } from '../../shared/contract/hubs.ts';
import { instanceFacets } from '../../shared/contract/instance-facets.ts';
import { instanceHistogram } from '../../shared/contract/instance-histogram.ts';
import { listInstances } from '../../shared/contract/instances.ts';
import { getPartitions, queueHistory } from '../../shared/contract/partitions.ts';
import { watchedInstances } from '../../shared/contract/watched-instances.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../shared/testing/hubs.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { InstantText } from '../components/instant-text.tsx';
import { renderApp } from '../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../testing/stub-endpoint.ts';
import { stubHealthPanels } from '../testing/stub-health-panels.ts';

const away = { status: 503, code: 'store-unavailable', message: 'It does not answer.' } as const;
const unknown = { status: 404, code: 'not-found', message: 'It is not there.' } as const;

beforeEach(() => {
  const coverage = makeCoverage();
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  const none = { values: [], distinct: 0 };
  stubEndpoint(instanceFacets, {
    status: none,
    kind: none,
    name: none,
    version: none,
    failure: none,
    partition: none,
    coverage,
  });
  stubEndpoint(instanceHistogram, { from: null, to: null, stepMs: 0, series: [], counts: [], coverage });
  stubEndpoint(watchedInstances, { rows: [], matching: [], coverage });
  stubEndpoint(listInstances, {
    rows: [makeInstanceRow({ createdAt: at(0) })],
    nextCursor: null,
    total: 1,
    coverage,
  });
});

test('an address that names nothing says so and leads back', async () => {
  renderApp('/nowhere');
  expect(await screen.findByRole('heading', { level: 1, name: 'There is no such page' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'All task hubs' }).getAttribute('href')).toBe('/');
});

test('the address of a hub alone leads to its instances, and the tab is named after them', async () => {
  const { history } = renderApp('/hubs/orders~TestHub');
  expect(await screen.findByRole('heading', { level: 1, name: 'Instances' })).toBeDefined();
  expect(history.location.pathname).toBe('/hubs/orders~TestHub/instances');
  await waitFor(() => expect(document.title).toBe('Instances · orders~TestHub · Durascope'));
});

test.each([
  ['/hubs/orders~TestHub/health', 'Health · orders~TestHub · Durascope'],
  ['/hubs/orders~TestHub/partitions', 'Partitions · orders~TestHub · Durascope'],
  ['/import', 'Open a history file · Durascope'],
])('the tab of %s is named %j', async (address, title) => {
  stubHealthPanels();
  stubFailure(getPartitions, away);
  stubFailure(queueHistory, away);
  renderApp(address);
  await waitFor(() => expect(document.title).toBe(title));
});

test('a hub that no connection has is told once, instead of as an instance that was purged', async () => {
  stubFailure(getInstance, unknown);
  renderApp('/hubs/orders~Mistyped/instances/order-1');
  expect(await screen.findByRole('heading', { level: 1, name: 'No such task hub' })).toBeDefined();
  expect(screen.queryByText(/was never started here/)).toBeNull();
});

test('a hub of a connection that cannot be read is not said to be missing', async () => {
  stubEndpoint(listHubs, {
    connections: [
      makeConnectionSummary({ problem: { code: 'store-unavailable', message: 'It does not answer.' } }),
    ],
    hubs: [],
  });
  stubFailure(getInstance, unknown);
  renderApp('/hubs/orders~TestHub/instances/order-1');
  expect(await screen.findByText('No such instance in this task hub')).toBeDefined();
  expect(screen.queryByRole('heading', { name: 'No such task hub' })).toBeNull();
});

test('times follow the style chosen in the header and keep the exact one in their title', async () => {
  render(<InstantText instant={at(0)} />);
  renderApp('/nowhere');
  const time = screen.getByTitle('2026-11-21 05:00:00.0000000 UTC');
  expect(time.textContent).toMatch(/^(in )?\d+ (s|min|h|d)( ago)?$/);
  await userEvent.click(await screen.findByRole('radio', { name: 'Absolute' }));
  expect(time.textContent).toBe('2026-11-21 05:00:00');
});
