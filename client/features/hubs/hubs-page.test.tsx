import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { PartitionOwner } from '../../../shared/contract/backlog.ts';
import { getHubVerdict } from '../../../shared/contract/diagnosis.ts';
import { listHubs, type HubSummary } from '../../../shared/contract/hubs.ts';
import { instanceFacets } from '../../../shared/contract/instance-facets.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { makeBacklog } from '../../../shared/testing/backlog.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { at } from '../../../shared/testing/instances.ts';
import { makeHubVerdict } from '../../../shared/testing/verdict.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

function stubHub(overrides: Partial<HubSummary> = {}): void {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary(overrides)] });
}

function makeOwner(overrides: Partial<PartitionOwner>): PartitionOwner {
  return { ...makeBacklog().partitions[0]!.owner!, ...overrides };
}

async function findHub(name = 'TestHub'): Promise<HTMLElement> {
  return screen.findByRole('article', { name });
}

test('every status leads to the instances in it', async () => {
  stubHub({
    counts: [
      { kind: 'orchestration', status: 'Failed', count: 1 },
      { kind: 'orchestration', status: 'Running', count: 199 },
    ],
  });
  renderApp('/');
  const failed = within(await findHub()).getByRole('link', { name: /Failed/ });
  expect(failed.textContent).toBe('Failed1< 1 %');
  expect(failed.getAttribute('href')).toBe(
    '/hubs/orders~TestHub/instances?q=kind%3Aorchestration+status%3Afailed',
  );
});

test('queues show depth, age of the oldest visible message and owner', async () => {
  const queue = (partition: number) => ({
    queue: `testhub-control-0${partition}`,
    depth: 1,
    head: null,
    partition,
  });
  stubHub({
    backlog: makeBacklog({
      partitions: [
        { ...queue(0), depth: 12, head: { insertedAt: at(0), dequeueCount: 7 }, owner: makeOwner({}) },
        { ...queue(1), owner: makeOwner({ lease: 'expired', expiresAt: at(0) }) },
        { ...queue(2), owner: makeOwner({ lease: 'free', workerId: null }) },
        { ...queue(3), owner: null },
      ],
    }),
  });
  renderApp('/');
  const rows = within(await screen.findByRole('table', { name: 'Queues of TestHub' })).getAllByRole('row');
  const texts = rows.map((row) => row.textContent);
  expect(texts[1]).toMatch(/^control-0012.*×7worker-1$/);
  expect(texts[2]).toMatch(/lease expired/);
  expect(texts[3]).toMatch(/nobody$/);
  expect(texts[4]).toMatch(/owner unknown$/);
});

test('the parts of several hubs are told apart by their names', async () => {
  stubEndpoint(listHubs, {
    connections: [makeConnectionSummary()],
    hubs: [makeHubSummary(), makeHubSummary({ hub: 'orders~Other', name: 'Other' })],
  });
  renderApp('/');
  await findHub('Other');
  for (const part of ['Instances of TestHub', 'Queues of TestHub', 'Instances of Other', 'Queues of Other'])
    expect(screen.getAllByRole('region', { name: part })).toHaveLength(1);
});

test('a hub that does not record owners says so instead of claiming there are none', async () => {
  stubHub({ backlog: makeBacklog({ ownership: null, partitions: [] }) });
  renderApp('/');
  expect(within(await findHub()).getByText(/does not record which workers own its queues/)).toBeDefined();
});

test('queues that cannot be read leave the counts standing', async () => {
  stubHub({
    backlog: null,
    backlogProblem: { code: 'forbidden', message: 'The identity may not read queues.' },
  });
  renderApp('/');
  const hub = within(await findHub());
  expect(hub.getByText('The identity may not read queues.')).toBeDefined();
  expect(hub.getByRole('link', { name: /Running/ })).toBeDefined();
});

test('a connection that cannot be read is told in its place, beside the others', async () => {
  stubEndpoint(listHubs, {
    connections: [
      makeConnectionSummary(),
      makeConnectionSummary({
        name: 'billing',
        problem: { code: 'store-unavailable', message: 'Account billing does not answer.' },
      }),
    ],
    hubs: [makeHubSummary({ isEmbedded: true })],
  });
  renderApp('/');
  const billing = await screen.findByRole('region', { name: 'Connection billing' });
  expect(within(billing).getByText('Account billing does not answer.')).toBeDefined();
  expect(within(await findHub()).getByText('embedded')).toBeDefined();
});

test('an account without task hubs and a configuration without connections explain themselves', async () => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [] });
  const { queryClient } = renderApp('/');
  expect(await screen.findByText('No task hub in this storage account')).toBeDefined();
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  await queryClient.invalidateQueries();
  expect(await screen.findByText('No connection is configured')).toBeDefined();
});

test('a hub still being read shows that it is', async () => {
  stubHub({ counts: [], coverage: makeCoverage({ state: 'building', rows: 1_200, asOf: null }) });
  renderApp('/');
  expect(within(await findHub()).getByText(/1,200 rows so far/)).toBeDefined();
});

test('a failure can be tried again, and the switcher opens a hub', async () => {
  const user = userEvent.setup();
  stubFailure(listHubs, { status: 500, code: 'internal', message: 'Something broke.' });
  stubFailure(listInstances, { status: 503, code: 'store-unavailable', message: 'Not now.' });
  stubFailure(instanceFacets, { status: 503, code: 'store-unavailable', message: 'Not now.' });
  const { history } = renderApp('/');
  const retry = await screen.findByRole('button', { name: 'Try again' });
  stubHub();
  await user.click(retry);
  await findHub();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Task hub' }), 'TestHub · orders');
  expect(history.location.pathname).toBe('/hubs/orders~TestHub/instances');
});

test('each hub has its health in a word, with the weightiest reason and the way to the others', async () => {
  stubHub();
  stubEndpoint(
    getHubVerdict,
    makeHubVerdict({
      health: 'broken',
      reasons: [
        { rule: 'no-worker', severity: 'broken', sentence: ['No worker runs.'], evidence: [] },
        { rule: 'failure-rate', severity: 'delayed', sentence: ['Much fails.'], evidence: [] },
      ],
    }),
  );
  renderApp('/');
  const hub = within(await findHub());
  const link = await hub.findByRole('link', { name: 'Broken' });
  expect(link.getAttribute('href')).toBe('/hubs/orders~TestHub/health');
  expect(hub.getByText('No worker runs.')).toBeDefined();
  expect(hub.queryByText('Much fails.')).toBeNull();
});

test('a verdict that cannot be had leaves the rest of the card standing', async () => {
  stubHub();
  stubFailure(getHubVerdict, { status: 503, code: 'store-unavailable', message: 'Not now.' });
  renderApp('/');
  const hub = within(await findHub());
  expect(await hub.findByText(/^Health not known: /)).toBeDefined();
  expect(hub.getByRole('link', { name: /Running/ })).toBeDefined();
});
