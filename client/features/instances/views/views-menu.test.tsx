import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../../shared/contract/endpoint.ts';
import {
  deleteView,
  listSavedViews,
  saveView,
  setDefaultView,
  type SavedView,
} from '../../../../shared/contract/saved-views.ts';
import { at } from '../../../../shared/testing/instances.ts';
import { renderAtList } from '../../../testing/render-at-list.tsx';
import { stubEndpoint, stubFailure, type StubbedRequest } from '../../../testing/stub-endpoint.ts';
import { instanceListSearch } from '../instance-list-search.ts';
import { saveOwnView, setOwnDefault } from './own-views.ts';
import { ViewsMenu } from './views-menu.tsx';

const hub = 'orders~TestHub';
const address = `/hubs/${hub}/instances`;
const user = userEvent.setup();
let shared: ResultOf<typeof listSavedViews>;

function makeView(name: string, search: string): SavedView {
  return { id: `id of ${name}`, name, search, savedAt: at(0) };
}

/** The server as far as views need it. */
beforeEach(() => {
  shared = { views: [makeView('Failed', 'q=status%3Afailed')], defaultId: null, isDurable: true };
  stubEndpoint(listSavedViews, () => shared);
  stubEndpoint(saveView, ({ body }) => {
    const { name, search, replaces } = saveView.body.parse(body);
    const view = { ...makeView(name, search), ...(replaces !== undefined && { id: replaces }) };
    shared = { ...shared, views: [...shared.views.filter(({ id }) => id !== view.id), view] };
    return view;
  });
  stubEndpoint(deleteView, ({ params }) => {
    shared = { ...shared, views: shared.views.filter(({ id }) => id !== params.viewId) };
    return shared;
  });
  stubEndpoint(setDefaultView, ({ body }) => {
    shared = { ...shared, defaultId: setDefaultView.body.parse(body).viewId };
    return shared;
  });
});

function openPage(search = '') {
  return renderAtList(address + search, (values) => (
    <ViewsMenu hub={hub} search={instanceListSearch.parse(values)} />
  ));
}

async function openMenu(): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: /^View/ }));
  return screen.findByRole('dialog', { name: 'Saved views' });
}
const everybodys = () => screen.findByRole('region', { name: 'Everybody’s' });
const mine = () => screen.findByRole('region', { name: /Only mine/ });

async function openActions(name: string): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  return screen.findByRole('group', { name: `Actions for ${name}` });
}

describe('a view', () => {
  it('opens at its address, is named there, and one click leads to all instances', async () => {
    const { history } = openPage('?q=name%3Ax');
    await openMenu();
    await user.click(within(await everybodys()).getByRole('button', { name: 'Failed' }));
    await waitFor(() => expect(history.location.search).toBe('?q=status%3Afailed'));
    expect(await screen.findByRole('button', { name: 'View: Failed' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'All instances' }));
    await waitFor(() => expect(history.location.search).toBe('?view=all'));
    expect(screen.queryByRole('button', { name: 'All instances' })).toBeNull();
    history.back();
    await waitFor(() => expect(history.location.search).toBe('?q=status%3Afailed'));
  });

  it('is saved for this browser, without the selected row, and is there after a reload', async () => {
    const { leave } = openPage('?q=name%3Ax&sort=name&selected=order-1');
    await openMenu();
    await user.type(screen.getByRole('textbox', { name: 'Name of the view' }), 'By name{Enter}');
    await screen.findByRole('button', { name: 'View: By name' });
    leave();
    openPage('?sort=name&q=name%3Ax&selected=order-2');
    expect(await screen.findByRole('button', { name: 'View: By name' })).toBeDefined();
    await openMenu();
    expect(within(await mine()).getByRole('button', { name: 'By name' })).toBeDefined();
  });

  it('is saved for everybody', async () => {
    openPage('?q=name%3Ax');
    await openMenu();
    await user.click(screen.getByRole('radio', { name: 'Everybody' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the view' }), 'Shared');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'View: Shared' })).toBeDefined();
    expect(shared.views).toMatchObject([{ name: 'Failed' }, { name: 'Shared', search: 'q=name%3Ax' }]);
  });

  it('of the same name is replaced, which is said before', async () => {
    openPage('?q=name%3Ax');
    await openMenu();
    await user.click(screen.getByRole('radio', { name: 'Everybody' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the view' }), 'FAILED');
    expect(screen.getByText(/is there already/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Replace' }));
    await screen.findByRole('button', { name: 'View: FAILED' });
    expect(shared.views).toMatchObject([{ id: 'id of Failed', search: 'q=name%3Ax' }]);
  });

  it('is renamed, replaced, made the default and deleted after a question', async () => {
    openPage('?q=name%3Ax');
    await openMenu();
    await user.click(within(await openActions('Failed')).getByRole('button', { name: 'Default' }));
    await waitFor(() => expect(shared.defaultId).toBe('id of Failed'));
    expect(await within(await everybodys()).findByText('default')).toBeDefined();

    await user.click(screen.getByRole('button', { name: 'Replace' }));
    await waitFor(() => expect(shared.views).toMatchObject([{ name: 'Failed', search: 'q=name%3Ax' }]));

    await user.click(await screen.findByRole('button', { name: 'Rename' }));
    const field = screen.getByRole('textbox', { name: 'New name of Failed' });
    await user.clear(field);
    await user.type(field, 'Better{Enter}');
    expect(await within(await everybodys()).findByRole('button', { name: /^Better/ })).toBeDefined();

    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(screen.getByText('Delete it for everybody?')).toBeDefined();
    expect(shared.views).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(await within(await everybodys()).findByText('None yet.')).toBeDefined();
  });
});

describe('what goes wrong', () => {
  it('stands where it was asked for, with code and request id', async () => {
    stubFailure(saveView, { status: 409, code: 'conflict', message: 'There is one already.' });
    openPage('?q=name%3Ax');
    await openMenu();
    await user.click(screen.getByRole('radio', { name: 'Everybody' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the view' }), 'New{Enter}');
    const alert = await screen.findByRole('alert');
    for (const text of ['There is one already.', 'conflict', 'request-1'])
      expect(alert.textContent).toContain(text);
  });

  it('with the shared views leaves the own ones usable', async () => {
    stubFailure(listSavedViews, { status: 503, code: 'store-unavailable', message: 'Down.' });
    saveOwnView(hub, { name: 'Mine', search: 'q=x' });
    openPage('?q=name%3Ax');
    await openMenu();
    expect(within(await everybodys()).getByRole('alert').textContent).toContain('Down.');
    expect(within(await mine()).getByRole('button', { name: 'Mine' })).toBeDefined();
  });

  it('later, that shared views are not kept, is said', async () => {
    shared = { ...shared, isDurable: false };
    openPage('?q=name%3Ax');
    await openMenu();
    expect(within(await everybodys()).getByText(/gone when Durascope stops/)).toBeDefined();
  });

  it('with a name that is taken by another view of mine is refused', async () => {
    saveOwnView(hub, { name: 'One', search: 'q=one' });
    saveOwnView(hub, { name: 'Two', search: 'q=two' });
    openPage('?q=name%3Ax');
    await openMenu();
    await openActions('One');
    await user.click(screen.getByRole('button', { name: 'Rename' }));
    const field = screen.getByRole('textbox', { name: 'New name of One' });
    await user.clear(field);
    await user.type(field, 'two{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('called “two” already');
  });
});

describe('the default view', () => {
  beforeEach(() => {
    shared = { ...shared, defaultId: 'id of Failed' };
  });

  it('opens where the address asks for nothing, named and without a way back into it', async () => {
    const { history } = openPage();
    expect(await screen.findByRole('button', { name: 'View: Failed' })).toBeDefined();
    expect(history.location.search).toBe('?q=status%3Afailed');
    expect(history.length).toBe(1);
  });

  it('of the reader wins over the one everybody shares', async () => {
    const id = saveOwnView(hub, { name: 'Mine', search: 'q=name%3Amine' });
    setOwnDefault(hub, id);
    const { history } = openPage();
    expect(await screen.findByRole('button', { name: 'View: Mine' })).toBeDefined();
    expect(history.location.search).toBe('?q=name%3Amine');
  });

  it.each(['?view=all', '?q=id%3Ax', '?sort=name'])('stays away from the address %s', async (search) => {
    const { history } = openPage(search);
    await openMenu();
    await within(await everybodys()).findByText('default');
    expect(history.location.search).toBe(search);
  });

  it('does not exchange the list of a reader who has begun to do something', async () => {
    let answer: () => void = () => undefined;
    stubEndpoint(listSavedViews, async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return shared;
    });
    const { history } = openPage();
    await openMenu();
    answer();
    await within(await everybodys()).findByText('default');
    expect(history.location.search).toBe('');
  });

  it('does not come back when the reader takes the last filter away', async () => {
    const { history } = openPage('?q=id%3Ax');
    await openMenu();
    await within(await everybodys()).findByText('default');
    history.push(address);
    await waitFor(() => expect(history.location.search).toBe('?view=all'));
  });
});

it('what is saved says which columns the list shows', async () => {
  const bodies: StubbedRequest['body'][] = [];
  stubEndpoint(saveView, ({ body }) => {
    bodies.push(body);
    return makeView('C', 'columns=name');
  });
  renderAtList(`${address}?q=x`, (values) => (
    <ViewsMenu hub={hub} search={{ ...instanceListSearch.parse(values), columns: 'name' }} />
  ));
  await openMenu();
  await user.click(screen.getByRole('radio', { name: 'Everybody' }));
  await user.type(screen.getByRole('textbox', { name: 'Name of the view' }), 'C{Enter}');
  await waitFor(() => expect(bodies).toEqual([{ name: 'C', search: 'q=x&columns=name' }]));
});
