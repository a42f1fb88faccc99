import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { instanceFacets, listInstances, type InstanceRow } from '../../../shared/contract/instances.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { breakHubFeed, openHubFeed, sendHubChange } from '../../testing/fake-event-source.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure, stubNoAnswer } from '../../testing/stub-endpoint.ts';

const hub = 'orders~TestHub';
const address = `/hubs/${hub}/instances`;
const coverage = makeCoverage({ rows: 250 });
const user = userEvent.setup();

function makeRows(count: number, overrides: Partial<InstanceRow> = {}): InstanceRow[] {
  return Array.from({ length: count }, (_, n) =>
    makeInstanceRow({ instanceId: `order-${String(n).padStart(4, '0')}`, ...overrides }),
  );
}

/** The server as far as the list needs it: filters by status and prefix, pages by number. */
function stubList(rows: () => readonly InstanceRow[]): void {
  stubEndpoint(listInstances, ({ query }) => {
    const statuses = query.getAll('status');
    const matching = rows().filter(
      (row) =>
        (statuses.length === 0 || statuses.includes(row.runtimeStatus)) &&
        row.instanceId.startsWith(query.get('idPrefix') ?? ''),
    );
    const ordered = query.get('order') === 'asc' ? matching.toReversed() : matching;
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    return {
      rows: ordered.slice(start, end),
      nextCursor: end < ordered.length ? String(end) : null,
      total: ordered.length,
      coverage,
    };
  });
}

/** By label, because looking through hundreds of rows by role takes jsdom seconds. */
function table(): HTMLElement {
  return screen.getByLabelText('Instances');
}

function idLinks(): string[] {
  return Array.from(table().querySelectorAll('a'), (link) => link.getAttribute('aria-label') ?? '');
}

function scrollTo(top: number): void {
  table().parentElement?.scrollTo({ top });
}

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubEndpoint(instanceFacets, {
    status: [
      { value: 'Running', count: 2 },
      { value: 'Failed', count: 1 },
    ],
    name: [{ value: 'OrderWorkflow', count: 3 }],
    coverage,
  });
});

test('rows show status, id, name and custom status, and the id leads to the instance', async () => {
  stubList(() => [
    makeInstanceRow({
      instanceId: 'a/b#c',
      runtimeStatus: 'Failed',
      customStatus: '"charging"',
      version: '2.1',
    }),
  ]);
  renderApp(address);
  const link = await screen.findByRole('link', { name: 'a/b#c' });
  expect(link.getAttribute('href')).toBe(`/hubs/${hub}/instances/a%2Fb%23c`);
  const row = screen.getByRole('row', { name: /a\/b#c/ });
  for (const text of ['Failed', 'OrderWorkflow', '2.1', '"charging"'])
    expect(within(row).getByText(text, { exact: false })).toBeDefined();
  expect(await screen.findByText('1', { selector: 'h1 + span' })).toBeDefined();
});

test('a click on a chip filters by status, shows it in the address and can be taken back', async () => {
  stubList(() => [
    makeInstanceRow({ instanceId: 'ok' }),
    makeInstanceRow({ instanceId: 'bad', runtimeStatus: 'Failed' }),
  ]);
  const { history } = renderApp(address);
  const chip = await screen.findByRole('button', { name: /^Failed/ });
  await user.click(chip);
  await waitFor(() => expect(idLinks()).toEqual(['bad']));
  expect(history.location.search).toBe('?status=Failed');
  expect(chip.getAttribute('aria-pressed')).toBe('true');
  await user.click(chip);
  await waitFor(() => expect(idLinks()).toEqual(['ok', 'bad']));
});

test('the slash key leads to the id filter and what is typed there filters', async () => {
  stubList(() => [makeInstanceRow({ instanceId: 'order-1' }), makeInstanceRow({ instanceId: 'sms-1' })]);
  const { history } = renderApp(address);
  await screen.findByRole('link', { name: 'sms-1' });
  await user.keyboard('/sms');
  await waitFor(() => expect(idLinks()).toEqual(['sms-1']));
  expect(history.location.search).toBe('?idPrefix=sms');
});

test('names are chosen from a list with their counts', async () => {
  stubList(() => [makeInstanceRow()]);
  const { history } = renderApp(address);
  await user.click(await screen.findByRole('button', { name: 'Any name' }));
  await user.click(await screen.findByRole('checkbox', { name: /OrderWorkflow/ }));
  await waitFor(() => expect(history.location.search).toBe('?name=OrderWorkflow'));
  expect(screen.getByRole('button', { name: 'Name: OrderWorkflow' })).toBeDefined();
});

test('a header sorts, turns round, and says so', async () => {
  stubList(() => makeRows(3));
  const { history } = renderApp(address);
  await screen.findByRole('link', { name: 'order-0000' });
  const header = screen.getByRole('columnheader', { name: 'Created' });
  expect(header.getAttribute('aria-sort')).toBe('descending');
  within(header).getByRole('button').focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(idLinks()).toEqual(['order-0002', 'order-0001', 'order-0000']));
  expect(history.location.search).toBe('?sort=createdAt&order=asc');
  expect(header.getAttribute('aria-sort')).toBe('ascending');
});

test('further pages are read when their rows come near, each once', async () => {
  const rows = makeRows(250);
  stubList(() => rows);
  renderApp(address);
  await screen.findByLabelText('order-0000');
  expect(screen.queryByLabelText('order-0100')).toBeNull();
  scrollTo(80 * 32);
  expect(await screen.findByLabelText('order-0100')).toBeDefined();
  scrollTo(180 * 32);
  expect(await screen.findByLabelText('order-0200')).toBeDefined();
  expect(screen.queryByLabelText('order-0000')).toBeNull();
}, 20_000);

test('at its top the list follows the hub', async () => {
  let rows = makeRows(2);
  stubList(() => rows);
  renderApp(address);
  await screen.findByRole('link', { name: 'order-0000' });
  rows = [makeInstanceRow({ instanceId: 'newcomer' }), ...rows];
  sendHubChange(hub, coverage);
  await waitFor(() => expect(idLinks()).toEqual(['newcomer', 'order-0000', 'order-0001']));
});

test('further down nothing moves: a button says what a refresh would bring, and brings it', async () => {
  let rows = makeRows(90);
  stubList(() => rows);
  renderApp(address);
  await screen.findByLabelText('order-0000');
  scrollTo(20 * 32);
  rows = [
    makeInstanceRow({ instanceId: 'newcomer' }),
    ...makeRows(1, { rowVersion: at(60) }),
    ...rows.slice(1),
  ];
  sendHubChange(hub, coverage);
  const button = await screen.findByText('2 new or changed, refresh');
  expect(idLinks()).not.toContain('newcomer');
  await user.click(button);
  await waitFor(() => expect(idLinks()[0]).toBe('newcomer'));
  expect(screen.queryByText(/new or changed/)).toBeNull();
}, 20_000);

test('arrow keys move through the rows and Enter opens one', async () => {
  stubList(() => makeRows(3));
  const { history } = renderApp(address);
  (await screen.findByRole('link', { name: 'order-0000' })).focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('order-0001');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(history.location.pathname).toBe(`/hubs/${hub}/instances/order-0001`));
});

test('a click anywhere on a row opens the instance, an entity its own page', async () => {
  stubList(() => [makeInstanceRow({ instanceId: '@counter@parcels' })]);
  const { history } = renderApp(address);
  const row = await screen.findByRole('row', { name: /@counter@parcels/ });
  await user.click(within(row).getByText('Running'));
  await waitFor(() => expect(history.location.pathname).toBe(`/hubs/${hub}/entities/%40counter%40parcels`));
});

test('a row that could not be read completely is marked and says why', async () => {
  stubList(() => [makeInstanceRow({ problems: ['CreatedTime is not a time'], createdAt: null })]);
  renderApp(address);
  expect(await screen.findByText(/could be read: CreatedTime is not a time/)).toBeDefined();
});

test('an empty result names the filters to loosen, and loosens them', async () => {
  stubList(() => makeRows(2));
  const { history } = renderApp(`${address}?idPrefix=zzz&status=Running`);
  expect(await screen.findByText('No instance matches these filters')).toBeDefined();
  expect(screen.getByText(/250 instances were looked through/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Any id' }));
  await waitFor(() => expect(idLinks()).toEqual(['order-0000', 'order-0001']));
  expect(history.location.search).toBe('?status=Running');
});

test('an index that is still being built says so, with what it has', async () => {
  stubEndpoint(listInstances, {
    rows: [],
    nextCursor: null,
    total: 0,
    coverage: makeCoverage({ state: 'building', rows: 0, asOf: null }),
  });
  renderApp(address);
  expect(await screen.findByText('Reading the task hub')).toBeDefined();
  expect(screen.getByText(/Building the index: 0 rows so far/)).toBeDefined();
});

test('a stale index says since when and why', async () => {
  const problem = {
    code: 'store-unavailable' as const,
    message: 'Account ordersaccount does not answer.',
    since: at(5),
  };
  stubEndpoint(listInstances, {
    rows: makeRows(1),
    nextCursor: null,
    total: 1,
    coverage: makeCoverage({ state: 'stale', problem }),
  });
  renderApp(address);
  expect(await screen.findByText('Account ordersaccount does not answer.')).toBeDefined();
  expect(idLinks()).toEqual(['order-0000']);
});

test('a failure shows code and request id, and trying again helps', async () => {
  stubFailure(listInstances, {
    status: 503,
    code: 'store-unavailable',
    message: 'The account does not answer.',
  });
  renderApp(address);
  const notice = await screen.findByRole('alert');
  for (const text of ['The account does not answer.', 'store-unavailable', 'request-1'])
    expect(within(notice).getByText(text)).toBeDefined();
  stubList(() => makeRows(1));
  await user.click(within(notice).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'order-0000' })).toBeDefined();
});

test('when a refresh fails the rows stay and their age is told', async () => {
  stubList(() => makeRows(1));
  renderApp(address);
  await screen.findByRole('link', { name: 'order-0000' });
  stubNoAnswer(listInstances);
  sendHubChange(hub, coverage);
  expect(await screen.findByText(/old: no connection to the server/)).toBeDefined();
  expect(idLinks()).toEqual(['order-0000']);
});

test('interrupted live updates are told and taken back', async () => {
  stubList(() => makeRows(1));
  renderApp(address);
  await screen.findByRole('link', { name: 'order-0000' });
  breakHubFeed(hub);
  expect(await screen.findByText('live updates interrupted')).toBeDefined();
  await waitFor(
    () => {
      openHubFeed(hub);
      expect(screen.queryByText('live updates interrupted')).toBeNull();
    },
    { timeout: 3_000 },
  );
});
