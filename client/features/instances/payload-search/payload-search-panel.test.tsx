import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cancelPayloadSearch,
  getPayloadSearch,
  startPayloadSearch,
  type PayloadSearch,
} from '../../../../shared/contract/payload-search.ts';
import { at } from '../../../../shared/testing/instances.ts';
import { renderAtList } from '../../../testing/render-at-list.tsx';
import { stubEndpoint, stubFailure, stubNoAnswer } from '../../../testing/stub-endpoint.ts';
import { PayloadSearchPanel } from './payload-search-panel.tsx';

const hub = 'orders~TestHub';
const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
let search: PayloadSearch;
let requests: unknown[];
let reads = 0;

const match = { instanceId: 'order-7', place: 'input', excerpt: 'a needle b', at: 2, length: 6 } as const;

function makeSearch(overrides: Partial<PayloadSearch> = {}): PayloadSearch {
  return {
    searchId: 'search-1',
    q: 'status:failed',
    text: 'needle',
    places: ['input', 'output'],
    state: 'running',
    startedAt: at(0),
    looked: 500,
    total: 2_000,
    leftOut: 0,
    bytesRead: 1_500_000,
    matches: [],
    stoppedBy: null,
    cutShort: 0,
    unreadable: [],
    unreadableCount: 0,
    problem: null,
    ...overrides,
  };
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    shouldAdvanceTime: true,
  });
  search = makeSearch();
  requests = [];
  reads = 0;
  stubEndpoint(startPayloadSearch, ({ body }) => {
    requests.push(body);
    return search;
  });
  stubEndpoint(getPayloadSearch, () => {
    reads += 1;
    return search;
  });
  stubEndpoint(cancelPayloadSearch, () => {
    search = { ...search, state: 'cancelled' };
    return search;
  });
});
afterEach(() => {
  vi.useRealTimers();
  window.sessionStorage.clear();
});

function open(total = 12_345, q = 'status:failed') {
  return renderAtList(`/hubs/${hub}/instances`, () => <PayloadSearchPanel hub={hub} q={q} total={total} />);
}
async function begin(): Promise<void> {
  await user.type(await screen.findByRole('searchbox', { name: 'Text to look for' }), 'needle{Enter}');
}
/** The next look at the search. */
const lookAgain = () => vi.advanceTimersByTime(1_000);

describe('before it begins, a search', () => {
  it('says what it will read', async () => {
    open();
    expect(
      await screen.findByText(/The newest 2,000 of 12,345 matching instances will be read/),
    ).toBeDefined();
    expect(screen.getByText(/at most 1 MB of a payload and 200 MB in all/)).toBeDefined();
    await user.selectOptions(screen.getByRole('combobox', { name: 'How many instances' }), 'newest 20,000');
    expect(screen.getByText(/All 12,345 matching instances will be read/)).toBeDefined();
  });

  it('of nothing cannot begin', async () => {
    open(0);
    await user.type(await screen.findByRole('searchbox'), 'x');
    expect(screen.getByRole('button', { name: 'Search' })).toHaveProperty('disabled', true);
    expect(screen.getByText(/No instance matches the filter/)).toBeDefined();
  });

  it('asks with filter, text, places, case and bound', async () => {
    open();
    await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
    await user.click(screen.getByRole('checkbox', { name: 'Match case' }));
    await begin();
    await waitFor(() =>
      expect(requests).toEqual([
        {
          q: 'status:failed',
          text: 'needle',
          isCaseSensitive: true,
          places: ['output'],
          maxInstances: 2_000,
        },
      ]),
    );
  });

  it('that is refused says why, with code and request id', async () => {
    stubFailure(startPayloadSearch, { status: 409, code: 'action-refused', message: '3 are running.' });
    open();
    await begin();
    const alert = await screen.findByRole('alert');
    for (const text of ['3 are running.', 'action-refused', 'request-1'])
      expect(alert.textContent).toContain(text);
  });
});

describe('a running search', () => {
  it('shows its progress and its finds until it has ended, then asks no more', async () => {
    open();
    await begin();
    const bar = await screen.findByRole('progressbar', { name: 'Search inside payloads' });
    expect(bar.getAttribute('aria-valuetext')).toBe('500 of 2,000 instances looked through, 1.5 MB read');
    expect(screen.queryByRole('searchbox')).toBeNull();
    search = makeSearch({ state: 'done', looked: 2_000, matches: [match] });
    lookAgain();
    const finds = await screen.findByRole('region', { name: 'Finds' });
    const link = within(finds).getByRole('link', { name: 'order-7' });
    expect(link.getAttribute('href')).toBe(`/hubs/${hub}/instances/order-7`);
    expect(within(finds).getByText('needle').tagName).toBe('MARK');
    expect(screen.getByRole('status').textContent).toContain('Done: 2,000 of 2,000 instances');
    const readsBefore = reads;
    vi.advanceTimersByTime(10_000);
    await user.type(screen.getByRole('searchbox'), 'again');
    expect(reads).toBe(readsBefore);
  });

  it('is cancelled by its button', async () => {
    open();
    await begin();
    await user.click(await screen.findByRole('button', { name: 'Cancel the search' }));
    expect((await screen.findByText(/^Cancelled: 500 of 2,000/)).getAttribute('role')).toBe('status');
  });

  it('is there again when the reader comes back, even under another filter', async () => {
    const { leave } = open();
    await begin();
    expect(await screen.findByText(/goes on when you leave this page/)).toBeDefined();
    leave();
    open(3, 'name:other');
    expect(await screen.findByRole('progressbar')).toBeDefined();
    expect(screen.getByText('status:failed')).toBeDefined();
  });

  it('says that storage does not answer', async () => {
    search = makeSearch({ problem: { code: 'store-unavailable', message: 'Too many requests.' } });
    open();
    await begin();
    expect(await screen.findByText(/waits and tries again/)).toBeDefined();
    expect(screen.getByText('Too many requests.')).toBeDefined();
  });

  it('keeps what was seen of it while the server cannot be reached', async () => {
    open();
    await begin();
    await screen.findByRole('progressbar');
    stubNoAnswer(getPayloadSearch);
    lookAgain();
    expect(await screen.findByText(/old: no connection to the server/)).toBeDefined();
    expect(screen.getByRole('progressbar')).toBeDefined();
    search = makeSearch({ state: 'done' });
    stubEndpoint(getPayloadSearch, () => search);
    lookAgain();
    expect(await screen.findByText(/^Done/)).toBeDefined();
  });
});

describe('an ended search', () => {
  async function see(overrides: Partial<PayloadSearch>): Promise<void> {
    search = makeSearch({ state: 'done', looked: 2_000, ...overrides });
    open();
    await begin();
    await screen.findByRole('status');
  }

  it('that found nothing says so', async () => {
    await see({});
    expect(screen.getByText('Nothing found')).toBeDefined();
  });

  it('says everything that it did not see', async () => {
    await see({
      stoppedBy: 'matches',
      leftOut: 10_345,
      cutShort: 1,
      unreadable: [{ instanceId: 'order-9', message: 'Its blob is gone.' }],
      unreadableCount: 1,
    });
    for (const text of [
      /more than 200 finds/,
      /10,345 older matching instances left out/,
      /1 payload looked through only in the first 1 MB/,
      /1 instance could not be read/,
      /Its blob is gone/,
    ])
      expect(screen.getByText(text)).toBeDefined();
  });

  it('that gave up says why and keeps its finds', async () => {
    await see({
      state: 'failed',
      problem: { code: 'store-unavailable', message: 'Down.' },
      matches: [match],
    });
    expect(screen.getByText(/did not answer for too long/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'order-7' })).toBeDefined();
  });

  it('that the server has forgotten gives way to the form', async () => {
    window.sessionStorage.setItem(`durascope.payload-search.${hub}`, 'gone');
    stubFailure(getPayloadSearch, { status: 404, code: 'not-found', message: 'Forgotten.' });
    open();
    expect(await screen.findByRole('searchbox')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that is cleared does not come back', async () => {
    await see({ matches: [match] });
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.queryByRole('link', { name: 'order-7' })).toBeNull();
    expect(window.sessionStorage.length).toBe(0);
  });
});
