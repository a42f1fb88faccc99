import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { getHubAccess, type HubAccess } from '../../../../shared/contract/access.ts';
import { readHistory } from '../../../../shared/contract/history.ts';
import { getInstance } from '../../../../shared/contract/instance-detail.ts';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import { makeHubAccess } from '../../../../shared/testing/commands.ts';
import { makeInstanceDetail, makeInstanceRow } from '../../../../shared/testing/instances.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';
import { stubList } from '../../../testing/stub-list.ts';

const hub = 'orders~TestHub';

/** How often the server was asked what the reader may do. */
let asked = 0;

function allow(access: Partial<HubAccess>): void {
  stubEndpoint(getHubAccess, () => {
    asked += 1;
    return makeHubAccess(access);
  });
}

beforeEach(() => {
  asked = 0;
});

async function openMenu(row: Partial<InstanceRow> = {}) {
  const made = makeInstanceRow(row);
  stubList([made]);
  const app = renderApp(`/hubs/${hub}/instances`);
  await screen.findByText('Columns');
  const shown = screen.getByLabelText(made.instanceId).closest<HTMLElement>('[role=row]');
  if (shown === null) throw new Error('The list shows no such row.');
  fireEvent.contextMenu(shown, { clientX: 10, clientY: 10 });
  return { ...app, menu: await screen.findByRole('menu') };
}

function commands(): HTMLElement {
  return screen.getByRole('group', { name: 'Commands' });
}

/** Once it is known who asks. */
async function offered(): Promise<(string | null)[]> {
  const items = () => within(commands()).getAllByRole('menuitem');
  await waitFor(() => expect(items()[0]?.hasAttribute('data-disabled')).toBe(false));
  return items().map(({ textContent }) => textContent);
}

it.each<[string, Partial<InstanceRow>, string[]]>([
  [
    'a running orchestration',
    {},
    ['Terminate…', 'Raise event…', 'Suspend…', 'Restart…', 'Set custom status…', 'Purge…'],
  ],
  [
    'a failed orchestration',
    { runtimeStatus: 'Failed' },
    ['Rewind…', 'Restart…', 'Set custom status…', 'Purge…'],
  ],
  ['a completed orchestration', { runtimeStatus: 'Completed' }, ['Restart…', 'Set custom status…', 'Purge…']],
  ['an entity', { instanceId: '@counter@orders' }, ['Signal…', 'Purge…']],
])('%s is offered the commands that it takes', async (_, row, expected) => {
  await openMenu(row);
  expect(await offered()).toEqual(expected);
});

it('what only an admin may do is not offered to an operator', async () => {
  allow({ role: 'operator' });
  await openMenu({ runtimeStatus: 'Completed' });
  expect(await offered()).toEqual(['Restart…', 'Set custom status…']);
});

it.each<[string, Partial<HubAccess>, string]>([
  ['a viewer', { role: 'viewer' }, 'This needs the role operator; yours here is viewer.'],
  ['a read-only connection', { readOnlyReason: 'This is a snapshot.' }, 'This is a snapshot.'],
])('%s is told why there are no commands, by keyboard too', async (_, access, reason) => {
  allow(access);
  await openMenu();
  const only = await screen.findByRole('menuitem', { name: 'Commands', description: reason });
  expect(within(commands()).getAllByRole('menuitem')).toEqual([only]);
  expect(only.getAttribute('aria-disabled')).toBe('true');
  only.focus();
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('menu')).toBeDefined();
});

it('an operator at a row that takes no command of theirs is told why', async () => {
  allow({ role: 'operator' });
  await openMenu({ runtimeStatus: 'Unknown' });
  const reason = 'The status in storage is not one the engine knows.';
  expect(await screen.findByRole('menuitem', { name: 'Commands', description: reason })).toBeDefined();
});

it('says that what the reader may do could not be read', async () => {
  stubFailure(getHubAccess, { status: 503, code: 'store-unavailable', message: 'No answer.' });
  await openMenu();
  expect(
    await screen.findByRole('menuitem', { description: 'What you may do here could not be read.' }),
  ).toBeDefined();
});

it('all else is there at once, while it is being read who asks', async () => {
  let answer: () => void = () => undefined;
  stubEndpoint(getHubAccess, async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return makeHubAccess();
  });
  const { menu } = await openMenu();
  expect(within(menu).getByRole('menuitem', { name: 'Copy id' })).toBeDefined();
  const terminate = within(commands()).getByRole('menuitem', { name: 'Terminate…' });
  expect(terminate.getAttribute('aria-disabled')).toBe('true');
  answer();
  await waitFor(() => expect(terminate.getAttribute('aria-disabled')).not.toBe('true'));
});

it('a list whose menus are closed does not ask what the reader may do', async () => {
  allow({});
  stubList([makeInstanceRow()]);
  renderApp(`/hubs/${hub}/instances`);
  await screen.findByText('Columns');
  expect(asked).toBe(0);
  fireEvent.contextMenu(screen.getByLabelText('order-1001'), { clientX: 10, clientY: 10 });
  await screen.findByRole('menu');
  await waitFor(() => expect(asked).toBe(1));
});

it('a command opens its form on the page of the row, and the way back leads to the row', async () => {
  stubEndpoint(getInstance, makeInstanceDetail());
  stubEndpoint(readHistory, {
    ...{ executionId: null, events: [], nextCursor: null, leftoverRows: 0 },
    ...{ isCheckpointComplete: null, problems: [] },
  });
  const { history } = await openMenu();
  await offered();
  screen.getByRole('menuitem', { name: 'Terminate…' }).focus();
  await userEvent.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: /Terminate this instance/ });
  expect(history.location.pathname).toBe(`/hubs/${hub}/instances/order-1001`);
  expect(within(dialog).getByRole('button', { name: 'Terminate' })).toBeDefined();
  history.back();
  await waitFor(() => expect(history.location.search).toBe('?selected=order-1001'));
});
