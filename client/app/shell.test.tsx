import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { listHubs } from '../../shared/contract/hubs.ts';
import { instanceFacets } from '../../shared/contract/instance-facets.ts';
import { instanceHistogram } from '../../shared/contract/instance-histogram.ts';
import { listInstances } from '../../shared/contract/instances.ts';
import { watchedInstances } from '../../shared/contract/watched-instances.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../shared/testing/hubs.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';
import { InstantText } from '../components/instant-text.tsx';
import { renderApp } from '../testing/render-app.tsx';
import { stubEndpoint } from '../testing/stub-endpoint.ts';

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

test('times follow the style chosen in the header and keep the exact one in their title', async () => {
  render(<InstantText instant={at(0)} />);
  renderApp('/nowhere');
  const time = screen.getByTitle('2026-11-21 05:00:00.0000000 UTC');
  expect(time.textContent).toMatch(/^(in )?\d+ (s|min|h|d)( ago)?$/);
  await userEvent.click(await screen.findByRole('radio', { name: 'Absolute' }));
  expect(time.textContent).toBe('2026-11-21 05:00:00');
});
