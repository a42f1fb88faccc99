import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { listInstances, type InstanceRow } from '../../../shared/contract/instances.ts';
import { makeCoverage } from '../../../shared/testing/hubs.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { breakHubFeed, openHubFeed, sendHubChange } from '../../testing/fake-event-source.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubFailure, stubNoAnswer } from '../../testing/stub-endpoint.ts';
import { stubList } from '../../testing/stub-list.ts';

const hub = 'orders~TestHub';
const address = `/hubs/${hub}/instances`;
const coverage = makeCoverage({ rows: 250 });
const user = userEvent.setup();

function makeRows(count: number, overrides: Partial<InstanceRow> = {}): InstanceRow[] {
  return Array.from({ length: count }, (_, n) =>
    makeInstanceRow({ instanceId: `order-${String(n).padStart(4, '0')}`, ...overrides }),
  );
}

/** By label, because looking through hundreds of rows by role takes jsdom seconds. */
function table(): HTMLElement {
  return screen.getByLabelText('Instances', { selector: '[role=table]' });
}

function idLinks(): string[] {
  return Array.from(table().querySelectorAll('a'), (link) => link.getAttribute('aria-label') ?? '');
}

function scrollTo(top: number): void {
  document.querySelector('[data-scroll-restoration-id]')?.scrollTo({ top });
}

/** Scrolling begins when the code behind it is there. */
async function untilComplete(): Promise<void> {
  await screen.findByText('Columns');
}

it('rows show status, id, name and version, and the id leads to the instance', async () => {
  stubList([makeInstanceRow({ instanceId: 'a/b#c', runtimeStatus: 'Failed', version: '2.1' })]);
  renderApp(address);
  const link = await screen.findByRole('link', { name: 'a/b#c' });
  expect(link.getAttribute('href')).toBe(`/hubs/${hub}/instances/a%2Fb%23c`);
  const row = screen.getByRole('row', { name: /a\/b#c/ });
  for (const text of ['Failed', 'OrderWorkflow', '2.1'])
    expect(within(row).getByText(text, { exact: false })).toBeDefined();
  expect(await screen.findByText('1', { selector: 'h1 + span' })).toBeDefined();
});

it('the filter offers the places in the custom status that rows of the list have', async () => {
  stubList(makeRows(3, { customStatus: '{"order":{"step":"charging"}}' }));
  renderApp(address);
  const field = await screen.findByRole('combobox', { name: /filter/i });
  await user.type(field, 'custom.st');
  expect(await screen.findByRole('option', { name: /^order\.step:/ })).toBeDefined();
});

it('in a cramped window the histogram leaves its room to rows until somebody asks for it', async () => {
  const matching = vi.spyOn(window, 'matchMedia');
  matching.mockImplementation((media) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  );
  stubList(makeRows(3));
  const { history } = renderApp(address);
  await user.click(await screen.findByRole('button', { name: 'Show the histogram' }));
  expect(await screen.findByRole('region', { name: 'Histogram' })).toBeDefined();
  expect(history.location.search).toBe('?histogram=created');
  await user.click(screen.getByRole('button', { name: 'Hide the histogram' }));
  await waitFor(() => expect(history.location.search).toBe(''));
  expect(screen.queryByRole('region', { name: 'Histogram' })).toBeNull();
  matching.mockRestore();
});

it('a slash pressed before the filter bar is there leads to its field once it is', async () => {
  stubList(makeRows(3));
  renderApp(address);
  await screen.findByRole('link', { name: 'order-0000' });
  expect(screen.queryByRole('search')).toBeNull();
  await user.keyboard('/');
  const field = await screen.findByRole('combobox', { name: /filter/i });
  await waitFor(() => expect(document.activeElement).toBe(field));
});

it('the address filters, in the words of the filter', async () => {
  const list = stubList([
    makeInstanceRow({ instanceId: 'ok' }),
    makeInstanceRow({ instanceId: 'bad', runtimeStatus: 'Failed' }),
  ]);
  renderApp(`${address}?q=status%3AFAILED+nonsense%3A1`);
  await waitFor(() => expect(idLinks()).toEqual(['bad']));
  expect(list.asked.map((query) => query.get('q'))).toEqual(['status:failed']);
});

it('a header sorts, turns round, and says so', async () => {
  stubList(makeRows(3));
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

it('rows far ahead are read by leaping over those between', async () => {
  const list = stubList(makeRows(2_000));
  renderApp(address);
  await untilComplete();
  expect(table().getAttribute('aria-rowcount')).toBe('2001');
  scrollTo(1_500 * 32);
  expect(await screen.findByLabelText('order-1500')).toBeDefined();
  expect(screen.getByLabelText('order-1500').closest('[role=row]')?.getAttribute('aria-rowindex')).toBe(
    '1502',
  );
  expect(screen.queryByLabelText('order-0000')).toBeNull();
  expect(list.asked.length).toBeLessThan(6);
}, 20_000);

it('rows are not pointed at while the list scrolls', async () => {
  stubList(makeRows(250));
  renderApp(address);
  await untilComplete();
  const scroller = table().closest('[data-scroll-restoration-id]');
  const isScrolling = () => scroller?.hasAttribute('data-scrolling');
  await waitFor(() => expect(isScrolling()).toBe(false));
  scrollTo(20 * 32);
  await waitFor(() => expect(isScrolling()).toBe(true));
  await waitFor(() => expect(isScrolling()).toBe(false));
});

it('further pages come from the moment of the first', async () => {
  const list = stubList(makeRows(250));
  renderApp(address);
  await untilComplete();
  list.rows = [makeInstanceRow({ instanceId: 'newcomer' }), ...list.rows];
  scrollTo(120 * 32);
  const row = (await screen.findByLabelText('order-0120')).closest('[role=row]');
  expect(row?.getAttribute('aria-rowindex')).toBe('122');
}, 20_000);

it('a page that cannot be read says so in its place, and is read again from there', async () => {
  const list = stubList(makeRows(250));
  renderApp(address);
  await untilComplete();
  stubFailure(listInstances, { status: 400, code: 'invalid-request', message: 'The moment is gone.' });
  scrollTo(120 * 32);
  const notice = await screen.findByRole('alert');
  expect(within(notice).getByText('The moment is gone.')).toBeDefined();
  stubList(list.rows);
  await user.click(within(notice).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByLabelText('order-0120')).toBeDefined();
}, 20_000);

it('rows change in their places, newcomers wait for the button, which leads to the top', async () => {
  const list = stubList(makeRows(30));
  renderApp(address);
  await untilComplete();
  const [first, second, ...others] = list.rows;
  list.rows = [
    makeInstanceRow({ instanceId: 'newcomer' }),
    { ...first!, runtimeStatus: 'Completed', rowVersion: at(60) },
    ...others,
  ];
  sendHubChange(hub, coverage);
  const row = screen.getByLabelText(first!.instanceId).closest<HTMLElement>('[role=row]')!;
  expect(await within(row).findByText('Completed')).toBeDefined();
  const gone = screen.getByLabelText(second!.instanceId).closest<HTMLElement>('[role=row]')!;
  expect(await within(gone).findByText('purged')).toBeDefined();
  expect(idLinks()[0]).toBe('order-0000');
  await user.click(await screen.findByRole('button', { name: '1 new' }));
  await waitFor(() => expect(idLinks().slice(0, 3)).toEqual(['newcomer', 'order-0000', 'order-0002']));
  expect(screen.queryByRole('button', { name: /new$/ })).toBeNull();
}, 20_000);

it('a row that no longer matches stays and says so', async () => {
  const list = stubList(makeRows(2));
  renderApp(`${address}?q=status%3Arunning`);
  await untilComplete();
  list.rows = list.rows.map((row) => ({ ...row, runtimeStatus: 'Completed', rowVersion: at(60) }));
  sendHubChange(hub, coverage);
  await waitFor(() => expect(screen.getAllByText('changed')).toHaveLength(2));
  expect(idLinks()).toEqual(['order-0000', 'order-0001']);
});

it('a live list follows at its top', async () => {
  const list = stubList(makeRows(2));
  const { history } = renderApp(address);
  await user.click(await screen.findByRole('button', { name: 'Live' }));
  expect(history.location.search).toBe('?live=on');
  list.rows = [makeInstanceRow({ instanceId: 'newcomer' }), ...list.rows];
  sendHubChange(hub, coverage);
  await waitFor(() => expect(idLinks()).toEqual(['newcomer', 'order-0000', 'order-0001']));
});

it('a list without rows takes in the first ones by itself', async () => {
  const list = stubList([]);
  renderApp(address);
  await screen.findByText('No instances in this task hub');
  list.rows = makeRows(1);
  sendHubChange(hub, coverage);
  await waitFor(() => expect(idLinks()).toEqual(['order-0000']));
});

it('a click anywhere on a row opens the instance, an entity its own page, and the way back the row', async () => {
  stubList([makeInstanceRow({ instanceId: '@counter@parcels' })]);
  const { history } = renderApp(address);
  await untilComplete();
  const row = await screen.findByRole('row', { name: /@counter@parcels/ });
  await user.click(within(row).getByText('Running'));
  await waitFor(() => expect(history.location.pathname).toBe(`/hubs/${hub}/entities/%40counter%40parcels`));
  history.back();
  const again = await screen.findByRole('row', { name: /@counter@parcels/ });
  expect(again.getAttribute('aria-current')).toBe('true');
  expect(history.location.search).toBe('?selected=%40counter%40parcels');
});

it('a row that could not be read completely is marked and says why', async () => {
  stubList([makeInstanceRow({ problems: ['CreatedTime is not a time'], createdAt: null })]);
  renderApp(address);
  expect(await screen.findByText(/could be read: CreatedTime is not a time/)).toBeDefined();
});

it('an index that is still being built says so, with what it has', async () => {
  stubList([], makeCoverage({ state: 'building', rows: 0, asOf: null }));
  renderApp(address);
  expect(await screen.findByText('Reading the task hub')).toBeDefined();
  expect(screen.getByText('0 so far')).toBeDefined();
});

it('a stale index says since when and why', async () => {
  const message = 'Account ordersaccount does not answer.';
  const problem = { code: 'store-unavailable' as const, message, since: at(5) };
  stubList(makeRows(1), makeCoverage({ state: 'stale', problem }));
  renderApp(address);
  expect((await screen.findAllByText(message)).length).toBeGreaterThan(0);
  expect(idLinks()).toEqual(['order-0000']);
});

it('a failure shows code and request id, and trying again helps', async () => {
  stubList(makeRows(1));
  stubFailure(listInstances, {
    status: 503,
    code: 'store-unavailable',
    message: 'The account does not answer.',
  });
  renderApp(address);
  const notice = await screen.findByRole('alert');
  for (const text of ['The account does not answer.', 'store-unavailable', 'request-1'])
    expect(within(notice).getByText(text)).toBeDefined();
  await untilComplete();
  stubList(makeRows(1));
  await user.click(within(notice).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'order-0000' })).toBeDefined();
});

it('when a refresh fails the rows stay and their age is told', async () => {
  const list = stubList(makeRows(1));
  renderApp(address);
  await untilComplete();
  list.rows = makeRows(2);
  sendHubChange(hub, coverage);
  const button = await screen.findByRole('button', { name: '1 new' });
  stubNoAnswer(listInstances);
  await user.click(button);
  expect(await screen.findByText(/old: no connection to the server/)).toBeDefined();
  expect(idLinks()).toEqual(['order-0000']);
});

it('interrupted live updates are told and taken back', async () => {
  stubList(makeRows(1));
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
