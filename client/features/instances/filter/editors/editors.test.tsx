import { type queries, screen, waitFor, within, type BoundFunctions } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { instanceFacets } from '../../../../../shared/contract/instance-facets.ts';
import { instanceValues } from '../../../../../shared/contract/instance-values.ts';
import { makeCoverage } from '../../../../../shared/testing/hubs.ts';
import { renderWithText } from '../../../../testing/render-with-text.tsx';
import { stubEndpoint, stubFailure } from '../../../../testing/stub-endpoint.ts';
import { FilterBar } from '../filter-bar.tsx';

// Whole journeys by role and name take jsdom seconds when the machine is busy.
vi.setConfig({ testTimeout: 20_000 });

const user = userEvent.setup();
const noValues = { values: [], distinct: 0 };
const facets = {
  status: { values: [{ value: 'Failed', label: null, count: 7 }], distinct: 1 },
  kind: noValues,
  name: { values: [{ value: 'OrderWorkflow', label: null, count: 3 }], distinct: 40 },
  version: noValues,
  failure: { values: [{ value: 'f1', label: 'TimeoutException: slow', count: 2 }], distinct: 1 },
  partition: noValues,
  coverage: makeCoverage(),
};

type Within = BoundFunctions<typeof queries>;

let filterText: () => string;

function open(first = ''): void {
  filterText = renderWithText(first, (holder) => <FilterBar hub="orders~TestHub" {...holder} />);
}

async function editorOf(field: string): Promise<Within> {
  return within(await screen.findByRole('form', { name: field }));
}

/** From the menu of all fields. */
async function add(field: string): Promise<Within> {
  await user.click(screen.getByRole('button', { name: '+ Filter' }));
  const menu = within(await screen.findByRole('dialog', { name: 'Add a filter' }));
  await user.click(menu.getByRole('button', { name: new RegExp(`^${field} `) }));
  return editorOf(field);
}

async function edit(words: RegExp, field: string): Promise<Within> {
  await user.click(screen.getByRole('button', { name: words }));
  return editorOf(field);
}

async function apply(): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Apply' }));
}

beforeAll(() => import('../filter-popover.tsx'));

beforeEach(() => {
  stubEndpoint(instanceFacets, facets);
  stubEndpoint(instanceValues, { values: [] });
});

describe('picking', () => {
  it('shows how many each value has under the rest of the filter', async () => {
    const asked = new Set<string | null>();
    stubEndpoint(instanceFacets, ({ query }) => {
      asked.add(query.get('q'));
      return facets;
    });
    open('age>2h status:running');
    const editor = await edit(/^Status is Running/, 'Status');
    await waitFor(() => expect(asked).toContain('age>2h'));
    await user.click(await editor.findByRole('checkbox', { name: /Failed ?7/ }));
    await apply();
    expect(filterText()).toBe('age>2h status:running,failed');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Status is one of/);
  });

  it('applies nothing before something is chosen, and nothing when it is cancelled', async () => {
    open();
    const editor = await add('Status');
    expect(editor.getByRole('button', { name: 'Apply' })).toHaveProperty('disabled', true);
    await user.click(await editor.findByRole('checkbox', { name: /Failed/ }));
    await user.keyboard('{Escape}');
    expect(filterText()).toBe('');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '+ Filter' }));
  });

  it('finds values of the hub that are not among the frequent ones', async () => {
    stubEndpoint(instanceValues, ({ query }) => ({
      values: query.get('contains') === 'rare' ? [{ value: 'RareWorkflow', label: null, count: 1 }] : [],
    }));
    open();
    const editor = await add('Name');
    await user.type(editor.getByRole('searchbox', { name: 'Find a value' }), 'rare');
    await user.click(await editor.findByRole('checkbox', { name: 'RareWorkflow' }));
    await apply();
    expect(filterText()).toBe('name:RareWorkflow');
  });

  it('shows failures by type and message', async () => {
    open();
    const editor = await add('Failure group');
    await user.click(await editor.findByRole('checkbox', { name: /TimeoutException: slow/ }));
    await user.click(editor.getByRole('radio', { name: 'Exclude' }));
    await apply();
    expect(filterText()).toBe('-fingerprint:f1');
  });

  it('keeps working when the values cannot be counted', async () => {
    stubFailure(instanceFacets, { status: 503, code: 'store-unavailable', message: 'Not now.' });
    open();
    const editor = await add('Status');
    expect(await editor.findByText('The values could not be counted.')).toBeDefined();
    await user.click(editor.getByRole('checkbox', { name: 'Failed' }));
    await apply();
    expect(filterText()).toBe('status:failed');
  });
});

describe('texts', () => {
  it('takes a pasted list of ids, counts it and drops what is there twice', async () => {
    open();
    const editor = await add('Id');
    expect(document.activeElement).toBe(editor.getByRole('textbox'));
    await user.paste('order-1\norder-2, order-3\norder-1');
    expect(editor.getByText('3 different values, any of them.')).toBeDefined();
    await apply();
    expect(filterText()).toBe('id:order-1,order-2,order-3');
  });

  it('keeps commas and blanks that ids of the filter have, and those that are typed', async () => {
    open('id:"a,1"," b"');
    const editor = await edit(/^Id is one of/, 'Id');
    await user.type(editor.getByRole('textbox'), '{Enter}c,3 ');
    expect(editor.getByText('3 different values, any of them.')).toBeDefined();
    await apply();
    expect(filterText()).toBe('id:"a,1"," b","c,3"');
  });

  it('puts a pasted list of ids between commas on lines', async () => {
    open();
    const editor = await add('Id');
    await user.paste('order-1,order-2');
    expect(editor.getByRole('textbox')).toHaveProperty('value', 'order-1\norder-2');
  });

  it('shows how a text is compared and changes it', async () => {
    open('name:Order*');
    const editor = await edit(/^Name starts with Order/, 'Name');
    expect(editor.getByRole('textbox')).toHaveProperty('value', 'Order');
    await user.selectOptions(editor.getByRole('combobox', { name: 'How to compare' }), 'contains');
    await apply();
    expect(filterText()).toBe('name:*Order*');
  });

  it('keeps a pattern inside a custom status when it is changed', async () => {
    open('custom:card*declined');
    const editor = await edit(/^Custom status matches/, 'Custom status');
    await user.type(editor.getByRole('textbox', { name: /Values/ }), '*again');
    await apply();
    expect(filterText()).toBe('custom:card*declined*again');
  });

  it('asks for a path of the custom status and for a tag', async () => {
    open();
    let editor = await add('Custom status');
    await user.type(editor.getByRole('textbox', { name: 'Path in the custom status' }), 'order.step');
    await user.type(editor.getByRole('textbox', { name: /Values/ }), 'charging card');
    await apply();
    editor = await add('Tag');
    await user.type(editor.getByRole('textbox', { name: 'Tag name' }), 'team');
    await user.type(editor.getByRole('textbox', { name: /Values/ }), 'blue');
    await apply();
    expect(filterText()).toBe('custom.order.step:"charging card" tag.team:blue');
  });

  it('has roots and children as entries of their own', async () => {
    open();
    await user.click(screen.getByRole('button', { name: '+ Filter' }));
    await user.click(await screen.findByRole('button', { name: /^Roots only/ }));
    expect(filterText()).toBe('parent:""');
  });
});

describe('times and lengths', () => {
  it('a usual time is one click', async () => {
    open();
    const editor = await add('Updated');
    await user.click(editor.getByRole('button', { name: 'Last 24 h' }));
    expect(filterText()).toBe('updated>=-1d');
  });

  it('limits are relative, absolute, or none', async () => {
    open('created:-2h..2026-11-20T10:00:00Z');
    const editor = await edit(/^Created between/, 'Created');
    expect(editor.getByLabelText('To, date and time')).toHaveProperty('value', '2026-11-20T10:00');
    const amount = editor.getByRole('spinbutton', { name: 'From, how long' });
    await user.clear(amount);
    await user.type(amount, '3');
    await user.selectOptions(editor.getByRole('combobox', { name: 'Unit of From, how long' }), 'd');
    await user.selectOptions(editor.getByRole('combobox', { name: 'To' }), 'none');
    await apply();
    expect(filterText()).toBe('created>=-3d');
  });

  it('lengths have a lower and an upper limit', async () => {
    open('duration>90s');
    const editor = await edit(/^Duration more than/, 'Duration');
    expect(editor.getByRole('spinbutton', { name: 'Longer than' })).toHaveProperty('value', '90');
    await user.type(editor.getByRole('spinbutton', { name: 'Shorter than' }), '5');
    await apply();
    expect(filterText()).toBe('duration:>1m30s..5m');
  });
});
