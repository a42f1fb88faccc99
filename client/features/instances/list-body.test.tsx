import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubList } from '../../testing/stub-list.ts';

const hub = 'orders~TestHub';
const address = `/hubs/${hub}/instances`;
const user = userEvent.setup();

function makeRows(count: number): InstanceRow[] {
  return Array.from({ length: count }, (_, n) =>
    makeInstanceRow({ instanceId: `order-${String(n).padStart(4, '0')}`, customStatus: `{"step":"s${n}"}` }),
  );
}

async function openList(count: number, search = '') {
  const list = stubList(makeRows(count));
  const app = renderApp(address + search);
  await screen.findByText('Columns');
  return { ...app, list };
}

function rowOf(id: string): HTMLElement {
  const row = screen.getByLabelText(id).closest<HTMLElement>('[role=row]');
  if (row === null) throw new Error(`${id} is in no row.`);
  return row;
}

function headers(): (string | null)[] {
  return Array.from(
    document.querySelectorAll('[role=columnheader] button'),
    ({ textContent }) => textContent,
  );
}

function selectionBar(): Promise<HTMLElement> {
  return screen.findByLabelText('Selection');
}

it('a range is selected with Shift, and Escape lets go of it', async () => {
  await openList(10);
  await user.click(screen.getByLabelText('Select order-0002'));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByLabelText('Select order-0005'));
  await user.keyboard('{/Shift}');
  expect(within(await selectionBar()).getByText('4 instances selected')).toBeDefined();
  rowOf('order-0005').focus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByLabelText('Selection')).toBeNull());
});

it('a range does not begin at a place that another row took', async () => {
  await openList(10);
  await user.click(screen.getByLabelText('Select order-0002'));
  fireEvent.click(screen.getByTitle('Created'));
  await waitFor(() => expect(rowOf('order-0009').dataset.row).toBe('0'));
  fireEvent.click(screen.getByLabelText('Select order-0005'), { shiftKey: true });
  expect(within(await selectionBar()).getByText('2 instances selected')).toBeDefined();
  fireEvent.click(screen.getByLabelText('Select order-0003'), { shiftKey: true });
  expect(within(await selectionBar()).getByText('4 instances selected')).toBeDefined();
});

it('a range of rows is no range of text', async () => {
  await openList(3);
  const [cell] = within(rowOf('order-0001')).getAllByText('OrderWorkflow');
  // Whether the browser goes on to mark text.
  expect(fireEvent.mouseDown(cell!, { shiftKey: true })).toBe(false);
  expect(fireEvent.mouseDown(cell!)).toBe(true);
});

it('the box of the screen is checked when every row in view is selected, though more rows are read', async () => {
  await openList(300);
  const box = screen.getByLabelText<HTMLInputElement>('Select the rows on the screen');
  await user.click(box);
  await waitFor(() => expect([box.checked, box.indeterminate]).toEqual([true, false]));
  await user.click(screen.getByLabelText('Select order-0003'));
  await waitFor(() => expect([box.checked, box.indeterminate]).toEqual([false, true]));
}, 20_000);

it('ids too many for the address of an export are not exported, which is told', async () => {
  stubList(makeRows(30).map((row) => ({ ...row, instanceId: `${row.instanceId}-${'ж'.repeat(1_000)}` })));
  renderApp(address);
  await screen.findByText('Columns');
  await user.click(screen.getByLabelText(/^Select order-0001/));
  const button = within(await selectionBar()).getByRole('button', { name: 'Export' });
  expect(button.getAttribute('aria-disabled')).toBeNull();
  await user.click(screen.getByLabelText('Select the rows on the screen'));
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
});

it('a range over pages that are not here is read first', async () => {
  await openList(1_000);
  await user.click(screen.getByLabelText('Select order-0002'));
  document.querySelector('[data-scroll-restoration-id]')?.scrollTo({ top: 450 * 32 });
  const last = await screen.findByLabelText('Select order-0450');
  fireEvent.click(last, { shiftKey: true });
  expect(await within(await selectionBar()).findByText('449 instances selected')).toBeDefined();
}, 20_000);

it('while a range is being read, that is told, and it can be stopped', async () => {
  const { list } = await openList(3_000);
  await user.click(screen.getByLabelText('Select order-0002'));
  document.querySelector('[data-scroll-restoration-id]')?.scrollTo({ top: 2_800 * 32 });
  const last = await screen.findByLabelText('Select order-2800');
  const read = list.asked.length;
  const letGo = list.hold();
  fireEvent.click(last, { shiftKey: true });
  const bar = await selectionBar();
  expect(await within(bar).findByText('Selecting 2,799 rows…')).toBeDefined();
  await user.click(within(bar).getByRole('button', { name: 'Stop selecting' }));
  expect(within(bar).getByText('1 instance selected')).toBeDefined();
  letGo();
  fireEvent.click(last, { shiftKey: true });
  expect(await within(bar).findByText('2,799 instances selected')).toBeDefined();
  // The stopped one was left at its first question.
  expect(list.asked.length - read).toBe(1 + 3);
}, 20_000);

it('the keyboard walks, selects, and selects all on the screen, then all that match', async () => {
  await openList(300);
  rowOf('order-0000').focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(document.activeElement).toBe(rowOf('order-0001'));
  await user.keyboard(' ');
  const bar = await selectionBar();
  expect(within(bar).getByText('1 instance selected')).toBeDefined();
  await user.keyboard('{Control>}a{/Control}');
  await waitFor(() => expect(within(bar).getByText(/^2\d instances selected$/)).toBeDefined());
  await user.click(within(bar).getByText('Select all 300 that match'));
  expect(within(bar).getByText('300 instances selected')).toBeDefined();
  await user.click(screen.getByLabelText('Select order-0003'));
  expect(within(bar).getByText('299 instances selected')).toBeDefined();
}, 20_000);

it('the keys reach rows that are not drawn or not read yet', async () => {
  await openList(300);
  rowOf('order-0000').focus();
  await user.keyboard('{PageDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-row')).toBe('20'));
  await user.keyboard('{PageDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-row')).toBe('40'));
  await user.keyboard('{End}');
  await waitFor(() => expect(document.activeElement).toBe(rowOf('order-0299')));
}, 20_000);

it('Enter opens the row the keys are at', async () => {
  const { history } = await openList(3);
  rowOf('order-0000').focus();
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(history.location.pathname).toBe(`${address}/order-0001`));
});

it('another filter begins with nothing selected', async () => {
  const { history } = await openList(3);
  await user.click(screen.getByLabelText('Select order-0001'));
  await selectionBar();
  history.push(`${address}?q=id:order-0001`);
  await waitFor(() => expect(screen.queryByLabelText('Selection')).toBeNull());
});

it('columns of the address win over those kept in this browser', async () => {
  window.localStorage.setItem(`durascope.columns.${hub}`, 'name,kind');
  await openList(1, '?columns=instanceId%3A300%2Ccustom.step');
  expect(headers()).toEqual(['Instance id', 'custom.step']);
  expect(await screen.findByText('s0')).toBeDefined();
});

it('a chosen column is in the address and kept for this hub', async () => {
  const { history } = await openList(1, '?columns=instanceId%2Cname');
  await user.click(screen.getByText('Columns'));
  await user.click(await screen.findByRole('checkbox', { name: 'Kind' }));
  await waitFor(() => expect(headers()).toEqual(['Instance id', 'Name', 'Kind']));
  expect(history.location.search).toBe('?columns=instanceId%2Cname%2Ckind');
  expect(window.localStorage.getItem(`durascope.columns.${hub}`)).toBe('instanceId,name,kind');
  await user.click(screen.getByText('Reset'));
  await waitFor(() => expect(history.location.search).toBe(''));
  expect(window.localStorage.getItem(`durascope.columns.${hub}`)).toBeNull();
});

it('a link to the list shows others the columns that only this browser remembers', async () => {
  window.localStorage.setItem(`durascope.columns.${hub}`, 'name,kind');
  await openList(1);
  await user.click(screen.getByText('Columns'));
  const copied = async () => {
    await user.click(await screen.findByRole('button', { name: /^Copy link to the list/ }));
    return new URL(await navigator.clipboard.readText()).searchParams;
  };
  expect((await copied()).get('columns')).toBe('name,kind');
  // The usual ones too: another browser may remember others.
  await user.click(screen.getByText('Reset'));
  await waitFor(async () => expect((await copied()).get('columns')).toContain('runtimeStatus,instanceId'));
  expect((await copied()).get('density')).toBe('normal');
});

it('the keyboard moves and resizes a column from its header', async () => {
  const { history } = await openList(1, '?columns=instanceId%2Cname');
  screen.getByTitle('Name').focus();
  await user.keyboard('{Control>}{Shift>}{ArrowLeft}{/Shift}{/Control}');
  await waitFor(() => expect(headers()).toEqual(['Name', 'Instance id']));
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
  // Nothing has a width here, so that the step ends at the smallest one.
  await waitFor(() => expect(history.location.search).toBe('?columns=name%3A48%2CinstanceId'));
});

it('the menu of a row filters by what the row says', async () => {
  const { history } = await openList(2, '?q=status%3Arunning');
  fireEvent.contextMenu(rowOf('order-0001'), { clientX: 10, clientY: 10 });
  await user.click(await screen.findByRole('menuitem', { name: 'Without name OrderWorkflow' }));
  await waitFor(() => expect(history.location.search).toContain('-name%3AOrderWorkflow'));
  expect(history.location.search).toContain('status%3Arunning');
});
