import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readHistory, type HistoryEvent, type HistoryPage } from '../../../shared/contract/history.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { instanceChange, type InstanceChange } from '../../../shared/contract/instance-changes.ts';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceDetail } from '../../../shared/testing/instances.ts';
import { FakeEventSource } from '../../testing/fake-event-source.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001?tab=history';
const running = makeInstanceDetail({ runtimeStatus: 'Running', executionId: 'first' });
const event = (ordinal: number, overrides: Partial<HistoryEvent> = {}) =>
  makeHistoryEvent({ ordinal, eventType: 'OrchestratorStarted', ...overrides });

function page(events: HistoryEvent[], overrides: Partial<HistoryPage> = {}): HistoryPage {
  return {
    executionId: 'first',
    events,
    nextCursor: null,
    leftoverRows: 0,
    isCheckpointComplete: true,
    problems: [],
    ...overrides,
  };
}

const streams = () => [...FakeEventSource.open].filter(({ url }) => url.includes('/instances/'));

/** The stream, once the page has opened it. */
async function stream(): Promise<FakeEventSource> {
  await vi.waitFor(() => expect(streams()).toHaveLength(1));
  const [source] = streams();
  act(() => source!.onopen?.());
  return source!;
}

function tell(source: FakeEventSource, change: Partial<InstanceChange>): void {
  const whole = instanceChange.parse({
    readAt: at(100),
    problem: null,
    instance: running,
    isGone: false,
    lastRowKey: '',
    written: null,
    ...change,
  });
  act(() => source.onmessage?.(new MessageEvent('message', { data: JSON.stringify(whole) })));
}

function countReads() {
  const reads = { detail: 0, cursors: [] as (string | null)[] };
  stubEndpoint(getInstance, () => {
    reads.detail += 1;
    return running;
  });
  stubEndpoint(readHistory, ({ query }) => {
    reads.cursors.push(query.get('cursor'));
    return query.get('cursor') === null ? page([event(0), event(1)]) : page([event(2), event(3)]);
  });
  return reads;
}

beforeAll(() => Promise.all([import('../../app/instance-screen.tsx'), import('./history/history-tab.tsx')]));
beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a running instance', () => {
  it('is followed from its last row on, and grows by what is told without another reading', async () => {
    const reads = countReads();
    renderApp(address);
    await screen.findByText('2 events');
    const source = await stream();
    expect(new URL(source.url).searchParams.get('after')).toBe(event(1).rowKey);
    tell(source, {
      instance: { ...running, rowVersion: at(200) },
      lastRowKey: event(2).rowKey,
      written: { after: event(1).rowKey, page: page([event(2)]) },
    });
    expect(await screen.findByText('3 events')).toBeDefined();
    expect(reads).toEqual({ detail: 1, cursors: [null] });
  });

  it('has the rows read that the stream left out', async () => {
    const reads = countReads();
    renderApp(address);
    await screen.findByText('2 events');
    tell(await stream(), { lastRowKey: event(3).rowKey });
    expect(await screen.findByText('4 events')).toBeDefined();
    expect(reads.cursors).toEqual([null, `after:${event(1).rowKey}`]);
  });

  it('starts over with the execution that took its place', async () => {
    countReads();
    renderApp(address);
    await screen.findByText('2 events');
    tell(await stream(), {
      instance: { ...running, executionId: 'second', rowVersion: at(200) },
      lastRowKey: event(0).rowKey,
      written: { after: '', page: page([event(0, { name: 'Renewed' })], { executionId: 'second' }) },
    });
    expect(await screen.findByText('1 event')).toBeDefined();
    expect(screen.getByText('Renewed')).toBeDefined();
  });

  it('is not called live any more once it has ended, but followed on', async () => {
    countReads();
    renderApp(address);
    await screen.findByText('2 events');
    tell(await stream(), {
      instance: { ...running, runtimeStatus: 'Completed', rowVersion: at(200) },
      lastRowKey: event(2).rowKey,
      written: { after: event(1).rowKey, page: page([event(2)]) },
    });
    expect(await screen.findByText('3 events')).toBeDefined();
    await vi.waitFor(() => expect(screen.queryByText('live')).toBeNull());
    expect(streams()).toHaveLength(1);
  });

  it('says why the server cannot read it, and that what is shown is old', async () => {
    countReads();
    renderApp(address);
    await screen.findByText('2 events');
    const source = await stream();
    tell(source, { problem: { code: 'store-unavailable', message: 'The account does not answer.' } });
    expect(await screen.findByText(/old: storage cannot be reached/)).toBeDefined();
    tell(source, {});
    await vi.waitFor(() => expect(screen.queryByText(/storage cannot be reached/)).toBeNull());
  });

  it('is asked for as before while the stream is refused', async () => {
    const reads = countReads();
    renderApp(address);
    await screen.findByText('2 events');
    const source = await stream();
    act(() => source.onerror?.());
    await vi.waitFor(() => expect(reads.detail).toBeGreaterThan(1), { timeout: 4_000 });
  });

  it('that was purged is said to be gone', async () => {
    countReads();
    renderApp(address);
    await screen.findByText('2 events');
    const source = await stream();
    stubFailure(getInstance, { status: 404, code: 'not-found', message: 'No such instance.' });
    tell(source, { instance: null, isGone: true });
    expect(await screen.findByText(/gone from storage/)).toBeDefined();
    await vi.waitFor(() => expect(streams()).toHaveLength(0));
  });
});

describe('an instance that somebody else rewinds', () => {
  const failed = makeInstanceDetail({ runtimeStatus: 'Failed', executionId: 'first', rowVersion: at(200) });
  const rewound = { ...failed, runtimeStatus: 'Pending', rowVersion: at(300) } as const;
  const scheduled = event(2, { eventType: 'TaskScheduled', eventId: 0, name: 'Pack' });
  const failure = event(3, { eventType: 'TaskFailed', taskScheduledId: 0 });
  const end = event(4, { eventType: 'ExecutionCompleted' });
  const neutral = (one: HistoryEvent) => ({ ...one, eventType: 'GenericEvent', name: null });
  const start = [event(0), event(1, { eventType: 'ExecutionStarted', name: 'Order' })];

  let stored: HistoryEvent[];
  let cursors: (string | null)[];
  beforeEach(() => {
    stored = [...start, scheduled, failure, end];
    cursors = [];
    stubEndpoint(getInstance, failed);
    stubEndpoint(readHistory, ({ query }) => {
      const cursor = query.get('cursor');
      cursors.push(cursor);
      const after = cursor?.replace('after:', '') ?? '';
      return page(stored.filter(({ rowKey }) => rowKey > after));
    });
  });
  const rewind = () => {
    stored = [...start, ...[scheduled, failure, end].map(neutral)];
  };

  const rows = async () => (await screen.findByRole('region', { name: 'History events' })).textContent;
  const failsAsRead = () => vi.waitFor(async () => expect(await rows()).toContain('TaskFailed'));
  const isUndone = () => vi.waitFor(async () => expect(await rows()).not.toContain('TaskFailed'));

  it('is shown as it is from its first row on, as soon as its row says that it goes on', async () => {
    renderApp(address);
    await failsAsRead();
    rewind();
    tell(await stream(), { instance: rewound, lastRowKey: end.rowKey });
    await isUndone();
    expect(cursors).toEqual([null, null]);
  });

  it('is read anew also where it ended again before anybody looked, and got no wake-up of its own', async () => {
    renderApp(address);
    await failsAsRead();
    rewind();
    const turn = [event(5), event(6, { eventType: 'ExecutionCompleted' })];
    stored = [...stored, ...turn];
    tell(await stream(), {
      instance: { ...failed, runtimeStatus: 'Completed', rowVersion: at(400) },
      lastRowKey: turn[1]!.rowKey,
      written: { after: end.rowKey, page: page(turn) },
    });
    await isUndone();
    expect(await screen.findByText('7 events')).toBeDefined();
  });

  it('is not read anew for every row that is written afterwards', async () => {
    renderApp(address);
    await failsAsRead();
    rewind();
    const source = await stream();
    tell(source, { instance: rewound, lastRowKey: end.rowKey });
    await isUndone();
    tell(source, {
      instance: { ...rewound, rowVersion: at(500) },
      lastRowKey: event(5).rowKey,
      written: { after: end.rowKey, page: page([event(5)]) },
    });
    expect(await screen.findByText('6 events')).toBeDefined();
    expect(cursors).toEqual([null, null]);
  });
});

describe('the History tab', () => {
  const scheduled = event(2, { eventType: 'TaskScheduled', eventId: 0, name: 'Pack' });
  const completed = event(3, { eventType: 'TaskCompleted', taskScheduledId: 0 });
  const leftover = event(4, { eventType: 'TimerCreated', isLeftover: true });

  beforeEach(() => {
    stubEndpoint(getInstance, { ...running, runtimeStatus: 'Completed' });
    stubEndpoint(
      readHistory,
      page([
        event(0),
        event(1, { eventType: 'ExecutionStarted', name: 'Order' }),
        scheduled,
        completed,
        leftover,
      ]),
    );
  });

  const table = async () => within(await screen.findByRole('region', { name: 'History events' }));

  it('shows a row of an earlier execution in its place, marked', async () => {
    renderApp(address);
    const rows = (await table()).getAllByRole('row').slice(1);
    expect(rows.at(-1)?.textContent).toContain('earlier execution');
    expect(rows.filter((row) => row.textContent.includes('earlier execution'))).toHaveLength(1);
  });

  it('groups events under their steps, which open and close', async () => {
    const { history } = renderApp(address);
    await table();
    await userEvent.click(screen.getByRole('radio', { name: 'By step' }));
    expect(history.location.search).toContain('group=step');
    const head = await screen.findByRole('button', { name: 'Pack', expanded: false });
    expect(screen.queryByRole('button', { name: /TaskCompleted/, expanded: false })).toBeNull();
    await userEvent.click(head);
    const rows = (await table()).getAllByRole('row').map((row) => row.textContent);
    expect(rows.filter((text) => /TaskScheduled|TaskCompleted/.test(text))).toHaveLength(2);
  });

  it('keeps what belongs to one function', async () => {
    const { history } = renderApp(address);
    await table();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /Function/ }), 'Pack');
    expect(await screen.findByText('2 of 5 events')).toBeDefined();
    expect(history.location.search).toContain('Pack');
  });

  it('shows an event as the server gave it', async () => {
    renderApp(`${address}&event=${completed.rowKey}`);
    await userEvent.click(await screen.findByRole('button', { name: 'Raw JSON' }));
    const raw = screen.getByRole('group', { name: 'Raw JSON' });
    expect(JSON.parse(raw.textContent)).toMatchObject({ rowKey: completed.rowKey, taskScheduledId: 0 });
  });

  it('offers the whole history as a file', async () => {
    renderApp(address);
    const link = await screen.findByRole('link', { name: 'Download all as JSON' });
    expect(link.getAttribute('href')).toMatch(
      /\/api\/hubs\/store~TestHub\/instances\/order-1001\/history-file$/,
    );
  });
});
