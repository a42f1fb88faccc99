import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { instanceFacets } from '../../../../shared/contract/instance-facets.ts';
import { instanceValues } from '../../../../shared/contract/instance-values.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { renderWithText } from '../../../testing/render-with-text.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';
import { FilterBar } from './filter-bar.tsx';

// Whole journeys by role and name take jsdom seconds when the machine is busy.
vi.setConfig({ testTimeout: 20_000 });

const user = userEvent.setup();
const none = { values: [], distinct: 0 };

let filterText: () => string;

function open(first = ''): void {
  filterText = renderWithText(first, (holder) => <FilterBar hub="orders~TestHub" {...holder} />);
}

function field(): HTMLInputElement {
  return screen.getByRole('combobox', { name: 'Add a filter' });
}

beforeAll(() => import('./completion-list.tsx'));

beforeEach(() => {
  stubFailure(instanceFacets, { status: 503, code: 'store-unavailable', message: 'Not now.' });
  stubEndpoint(instanceValues, ({ query }) => ({
    values: [{ value: `${query.get('contains') ?? ''} Workflow`, label: null, count: 12 }],
  }));
});

it('offers fields with what they are for; Tab takes the first and goes on to its values', async () => {
  open();
  await user.type(field(), 'stat');
  expect(await screen.findByRole('option', { name: /status:/ })).toBeDefined();
  await user.keyboard('{Tab}');
  await waitFor(() => expect(field().value).toBe('status:'));
  expect(await screen.findByRole('option', { name: 'failed' })).toBeDefined();
});

it('arrow keys choose, Enter takes, and a whole term becomes a chip', async () => {
  open();
  await user.type(field(), 'status:');
  await screen.findByRole('option', { name: 'running' });
  await user.keyboard('{ArrowDown}{ArrowDown}');
  const active = screen.getByRole('option', { selected: true });
  expect(field().getAttribute('aria-activedescendant')).toBe(active.id);
  expect(active.textContent).toBe('pending');
  await user.keyboard('{Enter}');
  expect(filterText()).toBe('status:pending');
});

it('Enter without a choice takes what is typed', async () => {
  open();
  await user.type(field(), 'stat');
  await screen.findByRole('option', { name: /status:/ });
  await user.keyboard('{Enter}');
  expect(filterText()).toBe('id:*stat*');
});

it('offers values of the hub, quoted where they need it', async () => {
  open();
  await user.type(field(), 'name:Order');
  await user.click(await screen.findByRole('option', { name: /"Order Workflow"/ }));
  expect(filterText()).toBe('name:"Order Workflow"');
});

it('offers the names of tags behind the dot, and no names as values of one', async () => {
  open();
  await user.type(field(), 'tag');
  expect(await screen.findByRole('option', { name: /tag\. ?the value/ })).toBeDefined();
  await user.type(field(), '.Order');
  await user.click(await screen.findByRole('option', { name: /^"Order Workflow":/ }));
  await waitFor(() => expect(field().value).toBe('tag."Order Workflow":'));
  await waitFor(() => expect(screen.queryByRole('option')).toBeNull());
  await user.type(field(), 'a{Enter}');
  expect(filterText()).toBe('tag."Order Workflow":a');
});

it('offers the partitions there are', async () => {
  stubEndpoint(instanceFacets, {
    ...{ status: none, kind: none, name: none, version: none, failure: none },
    partition: {
      values: ['12', null, '3'].map((value, place) => ({ value, label: null, count: 30 - place })),
      distinct: 3,
    },
    coverage: makeCoverage(),
  });
  open();
  await user.type(field(), 'partition:');
  const [first, second] = await screen.findAllByRole('option');
  expect([first?.textContent, second?.textContent]).toEqual(['328', '1230']);
  await user.type(field(), '1');
  await user.click(await screen.findByRole('option', { name: /^12/ }));
  expect(filterText()).toBe('partition:12');
});

it('offers operators, relative times and units', async () => {
  open();
  await user.type(field(), 'created');
  expect(await screen.findByRole('option', { name: /created> ?after/ })).toBeDefined();
  await user.type(field(), '>');
  expect(await screen.findByRole('option', { name: /-24h/ })).toBeDefined();
  await user.clear(field());
  await user.type(field(), 'duration>5');
  expect(await screen.findAllByRole('option', { name: /5m/ })).toHaveLength(1);
  await user.click(await screen.findByRole('option', { name: /5h/ }));
  expect(filterText()).toBe('duration>5h');
});

it('Escape closes the list until more is typed', async () => {
  open();
  await user.type(field(), 'stat');
  await screen.findByRole('listbox');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(field().getAttribute('aria-expanded')).toBe('false');
  await user.keyboard('u');
  expect(await screen.findByRole('listbox')).toBeDefined();
});

it('a failure of the values disturbs nothing', async () => {
  stubFailure(instanceValues, { status: 500, code: 'internal', message: 'No.' });
  open();
  await user.type(field(), 'name:Order{Enter}');
  expect(filterText()).toBe('name:Order');
  expect(screen.queryByRole('alert')).toBeNull();
});
