import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { instanceValues } from '../../../shared/contract/instance-values.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { listSavedViews } from '../../../shared/contract/saved-views.ts';
import { makeConnectionSummary, makeCoverage, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { saveOwnView } from '../../features/instances/views/own-views.ts';
import { setPreferences } from '../../lib/preferences.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const coverage = makeCoverage();

/** What each hub knows; a text finds what contains it. */
function stubValues(
  known: Readonly<Record<string, { id?: readonly string[]; name?: readonly string[] }>>,
): void {
  stubEndpoint(instanceValues, ({ params, query }) => {
    const field = query.get('field') === 'id' ? 'id' : 'name';
    const values = (known[params.hub ?? '']?.[field] ?? []).filter((value) =>
      value.includes(query.get('contains') ?? ''),
    );
    return { values: values.map((value) => ({ value, label: null, count: 3 })) };
  });
}

beforeEach(() => {
  stubEndpoint(listHubs, {
    connections: [makeConnectionSummary()],
    hubs: [makeHubSummary(), makeHubSummary({ connection: 'billing', name: 'Invoices' })],
  });
  stubEndpoint(listInstances, { rows: [], nextCursor: null, total: 0, coverage });
  stubEndpoint(listSavedViews, {
    views: [{ id: 'v1', name: 'Stuck orders', search: 'q=age%3E2h&sort=createdAt', savedAt: at(0) }],
    defaultId: null,
    isDurable: true,
  });
  stubValues({});
});

afterEach(() => {
  setPreferences({ theme: 'system', timeZone: 'UTC', timeStyle: 'relative' });
  window.localStorage.clear();
  vi.restoreAllMocks();
});

async function openPalette(address = '/nowhere') {
  const app = renderApp(address);
  await screen.findByRole('button', { name: 'Find anything' });
  await userEvent.keyboard('{Control>}k{/Control}');
  const dialog = within(await screen.findByRole('dialog', { name: 'Find anything' }));
  return { ...app, dialog, field: dialog.getByRole('combobox') };
}

/** At once, as pasted: every key would draw all results again. */
async function enter(field: HTMLElement, text: string): Promise<void> {
  await userEvent.clear(field);
  await userEvent.paste(text);
}

test('opens by its key and gives the focus back when Escape closes it', async () => {
  renderApp('/nowhere');
  await screen.findByRole('button', { name: 'Find anything' });
  const link = await screen.findByRole('link', { name: 'All task hubs' });
  link.focus();
  await userEvent.keyboard('{Meta>}k{/Meta}');
  const dialog = await screen.findByRole('dialog', { name: 'Find anything' });
  expect(within(dialog).getByRole('combobox')).toBe(document.activeElement);
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(link);
});

test('finds ids and names in every hub, the exact id first, and Enter opens it', async () => {
  stubValues({
    'orders~TestHub': { id: ['my-order-1', 'order-17'], name: ['order-flow'] },
    'billing~Invoices': { id: ['order-1'] },
  });
  stubEndpoint(listInstances, ({ params, query }) => ({
    rows:
      params.hub === 'billing~Invoices' && query.get('q') === 'id:order-1'
        ? [makeInstanceRow({ instanceId: 'order-1' })]
        : [],
    nextCursor: null,
    total: 0,
    coverage,
  }));
  const { dialog, field, history } = await openPalette();
  await enter(field, 'order-1');
  const group = within(await dialog.findByRole('group', { name: /Instances/ }));
  await waitFor(() =>
    expect(group.getAllByRole('option').map((option) => option.textContent)).toEqual([
      'order-1Invoices · billing',
      'order-17TestHub · orders',
      'my-order-1TestHub · orders',
    ]),
  );
  await enter(field, 'order-');
  const names = within(await dialog.findByRole('group', { name: /Orchestrators/ }));
  expect((await names.findByRole('option')).textContent).toBe('order-flow3 instances · TestHub · orders');
  await enter(field, 'order-17');
  await waitFor(() => expect(dialog.getAllByRole('option')).toHaveLength(1));
  await userEvent.keyboard('{Enter}');
  expect(history.location.pathname).toBe('/hubs/orders~TestHub/instances/order-17');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a name leads to the list of it, Ctrl and Enter open it in a new tab', async () => {
  stubValues({ 'orders~TestHub': { name: ['Say "hi", now'] } });
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  const { dialog, field, history } = await openPalette();
  await enter(field, 'hi');
  await dialog.findByRole('option', { name: /Say "hi", now/ });
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  const address = new URL(String(open.mock.calls[0]?.[0]), window.location.origin);
  expect(address.pathname).toBe('/hubs/orders~TestHub/instances');
  expect(address.searchParams.get('q')).toBe('name:"Say \\"hi\\", now"');
  expect(history.location.pathname).toBe('/nowhere');
});

test('saved views of the hub one is in lead to what they keep', async () => {
  const { dialog, field, history } = await openPalette('/hubs/orders~TestHub/nowhere');
  await enter(field, 'stuck');
  await userEvent.click(
    await dialog.findByRole('option', { name: /^Stuck orders ?Shared · TestHub · orders$/ }),
  );
  expect(history.location.pathname).toBe('/hubs/orders~TestHub/instances');
  expect(new URLSearchParams(history.location.search).get('q')).toBe('age>2h');
});

test('saved views of all hubs are found from everywhere', async () => {
  saveOwnView('billing~Invoices', { name: 'Late payers', search: 'q=status%3Apending' });
  const { dialog, field, history } = await openPalette();
  await enter(field, 'stuck');
  expect(await dialog.findByRole('option', { name: /Shared · TestHub · orders$/ })).toBeDefined();
  expect(await dialog.findByRole('option', { name: /Shared · Invoices · billing$/ })).toBeDefined();
  await enter(field, 'late pay');
  await userEvent.click(await dialog.findByRole('option', { name: /^Late payers/ }));
  expect(history.location.pathname).toBe('/hubs/billing~Invoices/instances');
});

test('hubs, pages and actions are found by their words', async () => {
  const { dialog, field } = await openPalette('/hubs/orders~TestHub/nowhere');
  expect(dialog.getByRole('option', { name: /^Failures/ })).toBeDefined();
  await enter(field, 'invoices bill');
  expect(dialog.getByRole('option', { name: 'Invoices · billing' })).toBeDefined();
  await enter(field, 'berlin');
  await userEvent.click(await dialog.findByRole('option', { name: /Times in Europe\/Berlin/ }));
  expect(await screen.findByRole('button', { name: /^Time zone:.*Berlin/ })).toBeDefined();
});

test('a hub that fails says so in place, with what the others found', async () => {
  stubValues({ 'orders~TestHub': { id: ['order-1'] }, 'billing~Invoices': { id: ['order-2'] } });
  const { dialog, field } = await openPalette();
  await enter(field, 'order-');
  expect(await dialog.findAllByRole('option')).toHaveLength(2);
  stubFailure(instanceValues, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
  await enter(field, 'order-1');
  expect(await dialog.findByText(/TestHub · orders: .*Storage is away\..*request-1/)).toBeDefined();
});

test('nothing found says what was looked through', async () => {
  const { dialog, field } = await openPalette();
  await enter(field, 'zzz');
  await waitFor(() =>
    expect(dialog.getByRole('status').textContent).toMatch(
      /^Nothing found for “zzz”: .* ids, names and saved views of 2 task hubs/,
    ),
  );
});
