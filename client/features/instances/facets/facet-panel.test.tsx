import {
  fireEvent,
  type queries,
  screen,
  waitFor,
  within,
  type BoundFunctions,
} from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { instanceFacets } from '../../../../shared/contract/instance-facets.ts';
import { instanceValues } from '../../../../shared/contract/instance-values.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { renderWithText } from '../../../testing/render-with-text.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';
import { FacetPanel } from './facet-panel.tsx';

// Whole journeys by role and name take jsdom seconds when the machine is busy.
vi.setConfig({ testTimeout: 20_000 });

const user = userEvent.setup();

function counted(...counts: [string | null, number][]) {
  return {
    values: counts.map(([value, count]) => ({ value, label: null, count })),
    distinct: counts.length,
  };
}

const names = Array.from({ length: 10 }, (_, n) => [`Workflow${n}`, 20 - n] as [string, number]);
const facets = {
  status: counted(['Running', 2], ['Failed', 1]),
  kind: counted(['orchestration', 3]),
  name: { ...counted(...names), distinct: 120 },
  version: counted(['2.1', 2], [null, 1]),
  failure: { values: [{ value: 'f1', label: 'TimeoutException: slow', count: 1 }], distinct: 1 },
  partition: counted(['0', 3]),
  coverage: makeCoverage(),
};

/** Whether the window has room for the panel beside the list. */
function giveRoom(isWide: boolean): void {
  vi.stubGlobal('matchMedia', () => ({
    matches: isWide,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
}

type Within = BoundFunctions<typeof queries>;

let filterText: () => string;

function open(first = ''): void {
  filterText = renderWithText(first, (holder) => <FacetPanel hub="orders~TestHub" {...holder} />);
}

async function section(title: string): Promise<Within> {
  return within(await screen.findByRole('region', { name: new RegExp(`^${title}`) }));
}

beforeEach(() => {
  giveRoom(true);
  stubEndpoint(instanceFacets, facets);
  stubEndpoint(instanceValues, { values: [] });
});

describe('a value', () => {
  it('becomes the only one by a click, one more by plus, excluded by minus, and none again', async () => {
    open('age>2h');
    const name = await section('Name');
    await user.click(name.getByRole('button', { name: 'Workflow0' }));
    expect(filterText()).toBe('age>2h name:Workflow0');
    await user.click(name.getByRole('button', { name: 'Add Workflow1' }));
    expect(filterText()).toBe('age>2h name:Workflow0,Workflow1');
    await user.click(name.getByRole('button', { name: 'Exclude Workflow2' }));
    expect(filterText()).toBe('age>2h name:Workflow0,Workflow1 -name:Workflow2');
    await user.click(name.getByRole('button', { name: /^Workflow2/ }));
    await user.click(name.getByRole('button', { name: 'Workflow1' }));
    expect(filterText()).toBe('age>2h name:Workflow0');
  });

  it('is excluded by a click with Alt', async () => {
    open();
    const status = await section('Status');
    fireEvent.click(status.getByRole('button', { name: 'Failed' }), { altKey: true });
    expect(filterText()).toBe('-status:failed');
    fireEvent.click(status.getByRole('button', { name: /^Failed/ }), { altKey: true });
    expect(filterText()).toBe('');
  });

  it('may be that there is none', async () => {
    open();
    const version = await section('Version');
    await user.click(version.getByRole('button', { name: '(none)' }));
    expect(filterText()).toBe('version:""');
  });

  it('of failures is told by type and message', async () => {
    open();
    const failure = await section('Failure');
    await user.click(failure.getByRole('button', { name: 'TimeoutException: slow' }));
    expect(filterText()).toBe('fingerprint:f1');
  });
});

describe('many values', () => {
  it('are shown in part, with how many more there are', async () => {
    open();
    const name = await section('Name');
    expect(name.queryByRole('button', { name: 'Workflow9' })).toBeNull();
    await user.click(name.getByRole('button', { name: '112 more' }));
    expect(name.getByRole('button', { name: 'Workflow9' })).toBeDefined();
    expect(name.getByText(/110 more, find them by text/)).toBeDefined();
  });

  it('are searched in the whole hub', async () => {
    stubEndpoint(instanceValues, ({ query }) => ({
      values: query.get('contains') === 'rare' ? [{ value: 'RareWorkflow', label: null, count: 4 }] : [],
    }));
    open();
    const name = await section('Name');
    await user.type(name.getByRole('searchbox', { name: 'Find a value of Name' }), 'rare');
    await user.click(await name.findByRole('button', { name: 'RareWorkflow' }));
    expect(filterText()).toBe('name:RareWorkflow');
  });
});

describe('the panel', () => {
  it('counts what the understood part of the filter leaves', async () => {
    const asked = new Set<string | null>();
    stubEndpoint(instanceFacets, ({ query }) => {
      asked.add(query.get('q'));
      return facets;
    });
    open('status:failed colour:red');
    await waitFor(() => expect([...asked]).toEqual(['status:failed']));
  });

  it('says that counts are of a part while the index is being built', async () => {
    const coverage = makeCoverage({ state: 'building', rows: 1200, asOf: null });
    stubEndpoint(instanceFacets, { ...facets, coverage });
    open();
    expect(await screen.findByText('Counts of the 1,200 rows read so far.')).toBeDefined();
  });

  it('shows a failure and recovers from it', async () => {
    stubFailure(instanceFacets, { status: 503, code: 'store-unavailable', message: 'Not now.' });
    open();
    const notice = within(await screen.findByRole('alert'));
    stubEndpoint(instanceFacets, facets);
    await user.click(notice.getByRole('button', { name: 'Try again' }));
    expect(await section('Status')).toBeDefined();
  });

  it('is put away and brought back', async () => {
    open();
    await section('Status');
    await user.click(screen.getByRole('button', { name: 'Hide facets' }));
    expect(screen.queryByRole('region', { name: /^Status/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show facets' }));
    expect(await section('Status')).toBeDefined();
  });

  it('is a drawer where there is no room', async () => {
    giveRoom(false);
    open();
    expect(screen.queryByRole('region', { name: /^Status/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show facets' }));
    await user.click((await section('Status')).getByRole('button', { name: 'Failed' }));
    expect(filterText()).toBe('status:failed');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
