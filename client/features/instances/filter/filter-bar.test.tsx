import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { instanceFacets } from '../../../../shared/contract/instance-facets.ts';
import { instanceValues } from '../../../../shared/contract/instance-values.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { setPreferences } from '../../../lib/preferences.ts';
import { renderWithText } from '../../../testing/render-with-text.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';
import { FilterBar } from './filter-bar.tsx';

// Whole journeys by role and name take jsdom seconds when the machine is busy.
vi.setConfig({ testTimeout: 20_000 });

const user = userEvent.setup();
const noValues = { values: [], distinct: 0 };

function counted(...counts: [string, number][]) {
  return {
    values: counts.map(([value, count]) => ({ value, label: null, count })),
    distinct: counts.length,
  };
}

const facets = {
  status: counted(['Running', 2], ['Failed', 1]),
  kind: counted(['orchestration', 3]),
  name: counted(['OrderWorkflow', 3], ['Cleanup', 1]),
  version: noValues,
  failure: noValues,
  partition: counted(['0', 2], ['1', 1]),
  coverage: makeCoverage(),
};

let filterText: () => string;

function open(first = ''): void {
  filterText = renderWithText(first, (holder) => <FilterBar hub="orders~TestHub" {...holder} />);
}

function field(): HTMLElement {
  return screen.getByRole('combobox', { name: 'Add a filter' });
}

/** The words of a chip, not the buttons beside them. */
function chip(words: RegExp): HTMLElement {
  const buttons = within(screen.getByRole('group', { name: 'Filter' })).getAllByRole('button', {
    name: words,
  });
  return buttons.find((button) => button.dataset.chip !== undefined)!;
}

beforeAll(() =>
  Promise.all([
    import('./filter-popover.tsx'),
    import('./completion-list.tsx'),
    import('./filter-text-form.tsx'),
  ]),
);

beforeEach(() => {
  stubEndpoint(instanceFacets, facets);
  stubEndpoint(instanceValues, { values: [] });
});

describe('typing', () => {
  it('Enter makes a chip of each term', async () => {
    open();
    await user.type(field(), 'STATUS:Failed name:Order* age>2h{Enter}');
    expect(filterText()).toBe('status:failed name:Order* age>2h');
    for (const words of [/Status is Failed/, /Name starts with Order/, /Age more than 2h/])
      expect(chip(words)).toBeDefined();
    expect(field()).toHaveProperty('value', '');
  });

  it('a blank behind a complete term makes a chip, inside quotes it is a blank', async () => {
    open();
    await user.type(field(), 'status:failed name:"Order W');
    expect(filterText()).toBe('status:failed');
    expect(field()).toHaveProperty('value', 'name:"Order W');
    await user.type(field(), '" ');
    expect(filterText()).toBe('status:failed name:"Order W"');
  });

  it('times are read and shown in the reader’s zone and kept in UTC', async () => {
    act(() => setPreferences({ timeZone: 'Europe/Berlin' }));
    open();
    await user.type(field(), 'created>2026-11-20T10:00{Enter}');
    expect(filterText()).toBe('created>2026-11-20T09:00:00Z');
    expect(chip(/Created after 2026-11-20 10:00$/)).toBeDefined();
    act(() => setPreferences({ timeZone: 'UTC' }));
    expect(chip(/Created after 2026-11-20 09:00$/)).toBeDefined();
  });

  it('pasted lines become one list of ids', async () => {
    open('status:failed');
    await user.click(field());
    await user.paste('order-1\norder-2\norder-1');
    expect(filterText()).toBe('status:failed id:order-1,order-2');
  });

  it('a list pasted behind a key becomes its values', async () => {
    open('status:failed');
    await user.type(field(), '-id:');
    await user.paste('order-1\norder-2');
    expect(filterText()).toBe('status:failed -id:order-1,order-2');
  });

  it('the slash key leads to the field', async () => {
    open();
    await user.keyboard('/');
    expect(document.activeElement).toBe(field());
    await user.keyboard('a/b{Enter}');
    expect(filterText()).toBe('id:*a/b*');
  });
});

it('names the failure behind a fingerprint', async () => {
  const failure = { values: [{ value: 'f1', label: 'TimeoutException: slow', count: 2 }], distinct: 1 };
  stubEndpoint(instanceFacets, { ...facets, failure });
  open('fingerprint:f1');
  expect(
    await screen.findByRole('button', { name: /^Failure group is TimeoutException: slow/ }),
  ).toBeDefined();
});

describe('what is not understood', () => {
  it('stays as a chip with its message, and the rest is counted', async () => {
    const asked: (string | null)[] = [];
    stubEndpoint(instanceFacets, ({ query }) => {
      asked.push(query.get('q'));
      return facets;
    });
    open('status:failed colour:red');
    expect(chip(/Not understood: ?colour:red/)).toBeDefined();
    await waitFor(() => expect(asked).toEqual(['status:failed']));
    expect(screen.getByText(/1 part of the filter is ignored/)).toBeDefined();
  });

  it('is edited as text with the caret at its place', async () => {
    open('status:failed kind:odd');
    await user.click(chip(/kind:odd/));
    const text = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Filter as text' });
    expect(document.activeElement).toBe(text);
    expect(text.value.slice(text.selectionStart ?? 0, text.selectionEnd ?? 0)).toBe('odd');
    expect(screen.getByText(/Character 20: kind knows/)).toBeDefined();
    await user.keyboard('entity{Enter}');
    expect(filterText()).toBe('status:failed kind:entity');
    expect(screen.queryByText(/kind knows/)).toBeNull();
  });

  it('pasted lines become one list of ids in the text too', async () => {
    open('status:odd');
    await user.click(chip(/status:odd/));
    const text = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Filter as text' });
    await user.clear(text);
    await user.paste('order-1\norder-2');
    expect(filterText()).toBe('id:order-1,order-2');
  });

  it('is removed like any chip', async () => {
    open('colour:red status:failed');
    chip(/colour:red/).focus();
    await user.keyboard('{Delete}');
    expect(filterText()).toBe('status:failed');
  });
});

describe('chips', () => {
  it('are one tab stop, and arrow keys lead through them to the field and back', async () => {
    open('status:failed name:A');
    chip(/Status/).focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(chip(/Name/));
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(field());
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(document.activeElement).toBe(chip(/Status/));
    const stops = screen
      .getAllByRole('button')
      .filter((button) => button.dataset.chip !== undefined && button.tabIndex === 0);
    expect(stops).toHaveLength(1);
  });

  it('are negated by key and by button', async () => {
    open('status:failed');
    chip(/Status is Failed/).focus();
    await user.keyboard('!');
    expect(filterText()).toBe('-status:failed');
    expect(screen.getByRole('status').textContent).toMatch(/^Excluded: Status is/);
    await user.click(screen.getByRole('button', { name: /^Exclude: Status/ }));
    expect(filterText()).toBe('status:failed');
  });

  it('are removed by key and by button; the focus goes to the next one, then to the field', async () => {
    open('status:failed name:A age>2h');
    chip(/Status/).focus();
    await user.keyboard('{Backspace}');
    expect(filterText()).toBe('name:A age>2h');
    expect(document.activeElement).toBe(chip(/Name/));
    await user.click(screen.getByRole('button', { name: /^Remove: Age/ }));
    expect(filterText()).toBe('name:A');
    expect(document.activeElement).toBe(field());
    await user.keyboard('{Backspace}');
    expect(filterText()).toBe('');
  });

  it('are removed all at once', async () => {
    open('status:failed colour:red');
    await user.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(filterText()).toBe('');
  });
});

describe('the quick row', () => {
  it('toggles statuses with their counts in the same text', async () => {
    open('name:A');
    const failed = await screen.findByRole('button', { name: /^Failed ?1$/ });
    await user.click(failed);
    await user.click(screen.getByRole('button', { name: /^Running/ }));
    expect(filterText()).toBe('name:A status:running,failed');
    expect(failed.getAttribute('aria-pressed')).toBe('true');
    await user.click(failed);
    expect(filterText()).toBe('name:A status:running');
  });

  it('shows a status that is excluded as such', async () => {
    open('-status:failed');
    await user.click(screen.getByRole('button', { name: /^Failed, excluded/ }));
    expect(filterText()).toBe('');
  });

  it('works without counts', async () => {
    stubFailure(instanceFacets, { status: 503, code: 'store-unavailable', message: 'Not now.' });
    open();
    await user.click(screen.getByRole('button', { name: 'Failed' }));
    expect(filterText()).toBe('status:failed');
  });

  it('chooses the kind', async () => {
    open('-kind:entity');
    expect(screen.getByRole('radio', { name: 'Orchestrations' })).toHaveProperty('checked', true);
    await user.click(screen.getByRole('radio', { name: 'Entities' }));
    expect(filterText()).toBe('kind:entity');
    await user.click(screen.getByRole('radio', { name: 'All' }));
    expect(filterText()).toBe('');
  });
});
