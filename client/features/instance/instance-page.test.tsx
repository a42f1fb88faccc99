import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readHistory, type HistoryEvent, type HistoryPage } from '../../../shared/contract/history.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getInstance } from '../../../shared/contract/instance-detail.ts';
import { readPayload } from '../../../shared/contract/payloads.ts';
import { makeHistoryEvent } from '../../../shared/testing/history.ts';
import { at, makeInstanceDetail, makePayloadInfo } from '../../../shared/testing/instances.ts';
import { makePayload } from '../../../shared/testing/payloads.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/instances/order-1001';

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

// The page is loaded lazily; the first test is not to wait for its compilation.
beforeAll(() =>
  Promise.all([
    import('../../app/instance-screen.tsx'),
    import('./summary/summary-tab.tsx'),
    import('./history/history-tab.tsx'),
    import('./payloads/payloads-tab.tsx'),
  ]),
);

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Completed' }));
  stubEndpoint(readHistory, page([]));
});

async function eventTexts(): Promise<string[]> {
  const table = within(await screen.findByRole('region', { name: 'History events' }));
  return table
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
}

describe('an instance’s page', () => {
  it('says that there is no such instance, and where its siblings are', async () => {
    stubFailure(getInstance, { status: 404, code: 'not-found', message: 'No such instance.' });
    renderApp('/hubs/store~TestHub/instances/order-1003%3Aship-9');
    expect(await screen.findByText('No such instance in this task hub')).toBeDefined();
    const link = screen.getByRole('link', { name: /Instances that begin with/ });
    expect(link.getAttribute('href')).toBe('/hubs/store~TestHub/instances?q=id%3Aorder-10*');
  });

  it('names the failure of the request that failed, and reads again on demand', async () => {
    stubFailure(getInstance, {
      status: 503,
      code: 'store-unavailable',
      message: 'The account does not answer.',
    });
    renderApp(address);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The account does not answer.');
    stubEndpoint(getInstance, makeInstanceDetail());
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('OrderWorkflow')).toBeDefined();
  });

  it('keeps its content when reading again fails, and says so', async () => {
    stubEndpoint(getInstance, makeInstanceDetail());
    const { queryClient } = renderApp(address);
    await screen.findByText('OrderWorkflow');
    stubFailure(getInstance, {
      status: 503,
      code: 'store-unavailable',
      message: 'The account does not answer.',
    });
    await queryClient.invalidateQueries();
    expect(await screen.findByText(/storage cannot be reached/)).toBeDefined();
    expect(screen.getByText('OrderWorkflow')).toBeDefined();
  });

  it('says that the instance is gone when it was purged while being looked at', async () => {
    stubEndpoint(getInstance, makeInstanceDetail());
    const { queryClient } = renderApp(address);
    await screen.findByText('live');
    stubFailure(getInstance, { status: 404, code: 'not-found', message: 'No such instance.' });
    await queryClient.refetchQueries({ predicate: (query) => query.queryKey.includes('detail') });
    expect(await screen.findByText(/gone from storage/)).toBeDefined();
    expect(screen.queryByText('live')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Terminate' })).toBeNull();
  });

  it('shows what could not be read of the row', async () => {
    stubEndpoint(getInstance, makeInstanceDetail({ problems: ['CreatedTime is no time.'], createdAt: null }));
    renderApp(address);
    expect(await screen.findByText('CreatedTime is no time.')).toBeDefined();
  });

  it('links the parent that the history names', async () => {
    const parent = { instanceId: 'order-7', executionId: null, name: 'OrderWorkflow', taskScheduledId: 3 };
    stubEndpoint(readHistory, page([makeHistoryEvent({ parent })]));
    renderApp(address);
    const link = await screen.findByRole('link', { name: 'order-7' });
    expect(link.getAttribute('href')).toContain('/instances/order-7');
  });
});

describe('why an instance failed', () => {
  it('is told with type, message, stack and cause', async () => {
    const details = JSON.stringify({
      ErrorType: 'System.ArgumentException',
      ErrorMessage: 'asked to fail',
      StackTrace: '   at Samples.Explode()\n   at Samples.Run()',
      InnerFailure: { ErrorType: 'System.IO.IOException', ErrorMessage: 'disk is full' },
    });
    const output = 'ArgumentTrouble: asked to fail';
    stubEndpoint(
      getInstance,
      makeInstanceDetail({
        runtimeStatus: 'Failed',
        output: makePayloadInfo({ ref: 'Output', preview: output, sizeBytes: output.length }),
      }),
    );
    const info = makePayloadInfo({
      ref: 'details',
      preview: details.slice(0, 20),
      sizeBytes: details.length,
    });
    const end = {
      eventType: 'ExecutionCompleted',
      orchestrationStatus: 'Failed',
      payloads: { FailureDetails: info },
    };
    stubEndpoint(readHistory, page([makeHistoryEvent(end)]));
    stubEndpoint(readPayload, ({ query }) => {
      expect(query.get('ref')).toBe('details');
      return makePayload(details);
    });
    renderApp(address);
    const failure = within(await screen.findByRole('region', { name: 'Why it failed' }));
    expect((await failure.findByRole('group', { name: 'Stack' })).textContent).toContain('Samples.Explode()');
    expect(failure.getByRole('heading', { name: 'System.ArgumentException' })).toBeDefined();
    expect(failure.getByText('System.IO.IOException')).toBeDefined();
    expect(failure.getByText('disk is full')).toBeDefined();
    expect(failure.getAllByText('asked to fail')).toHaveLength(1);
  });

  it('is taken from the row when the history says nothing', async () => {
    const output = 'System.TimeoutException: too late';
    stubEndpoint(
      getInstance,
      makeInstanceDetail({
        runtimeStatus: 'Failed',
        output: makePayloadInfo({ ref: 'Output', preview: output, sizeBytes: output.length }),
      }),
    );
    renderApp(address);
    const failure = within(await screen.findByRole('region', { name: 'Why it failed' }));
    expect(failure.getByRole('heading', { name: 'System.TimeoutException' })).toBeDefined();
    expect(failure.getByText('too late')).toBeDefined();
  });
});

describe('a payload', () => {
  it('is shown at once when small, laid out when it is JSON', async () => {
    renderApp(`${address}?tab=payloads`);
    const input = within(await screen.findByRole('region', { name: 'Input' }));
    expect(input.getByRole('treeitem', { name: 'order: 17' })).toBeDefined();
  });

  it('is read on demand when large, and completely only when asked', async () => {
    const output = makePayloadInfo({ ref: 'Output', sizeBytes: 900_000, preview: 'begin' });
    stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Completed', output }));
    const asked: (string | null)[] = [];
    stubEndpoint(readPayload, ({ query }) => {
      asked.push(query.get('maxChars'));
      const isTruncated = query.get('maxChars') === '200000';
      return makePayload(isTruncated ? 'begin' : 'begin and end', { sizeBytes: 900_000, isTruncated });
    });
    renderApp(`${address}?tab=payloads`);
    const region = within(await screen.findByRole('region', { name: 'Output' }));
    await userEvent.click(region.getByRole('button', { name: 'Load 900 kB: output' }));
    expect(await region.findByText(/Cut after 5 characters of 900 kB/)).toBeDefined();
    await userEvent.click(region.getByRole('button', { name: 'Load all' }));
    expect(await region.findByText('begin and end')).toBeDefined();
    expect(asked).toEqual(['200000', '50000000']);
  });

  it('whose blob is gone says so, and offers nothing to load', async () => {
    const output = makePayloadInfo({
      location: 'blob',
      sizeBytes: null,
      preview: null,
      problem: 'Its blob order-1001/x is gone.',
    });
    stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Completed', output }));
    renderApp(`${address}?tab=payloads`);
    const region = within(await screen.findByRole('region', { name: 'Output' }));
    expect(region.getByText('Its blob order-1001/x is gone.')).toBeDefined();
    expect(region.queryByRole('button', { name: /Load/ })).toBeNull();
  });
});

describe('the history', () => {
  const odd = [
    makeHistoryEvent({ ordinal: 0, eventType: 'Hibernated', isKnownType: false }),
    makeHistoryEvent({
      ordinal: 1,
      eventType: 'GenericEvent',
      rewoundType: 'TaskFailed',
      taskScheduledId: 4,
    }),
    makeHistoryEvent({ ordinal: 2, eventType: 'TimerCreated', problems: ['FireAt is no time.'] }),
  ];

  it('marks unknown, rewound and unreadable rows in place and shows the others', async () => {
    stubEndpoint(readHistory, page([...odd, makeHistoryEvent({ ordinal: 3 })]));
    renderApp(`${address}?tab=history`);
    const [unknown, rewound, unreadable, plain] = await eventTexts();
    expect(unknown).toContain('unknown type');
    expect(rewound).toContain('TaskFailed');
    expect(rewound).toContain('rewound');
    expect(unreadable).toContain('FireAt is no time.');
    expect(plain).toContain('ExecutionStarted');
  });

  it('says what is wrong with it as a whole', async () => {
    stubEndpoint(
      readHistory,
      page([...odd, makeHistoryEvent({ ordinal: 6, isLeftover: true })], {
        problems: ['Rows 3 to 5 are missing.'],
      }),
    );
    renderApp(`${address}?tab=history`);
    expect(await screen.findByText('Rows 3 to 5 are missing.')).toBeDefined();
    expect(screen.getByText(/1 row of an earlier execution/)).toBeDefined();
  });

  it('is read to its end, page after page', async () => {
    stubEndpoint(readHistory, ({ query }) =>
      query.get('cursor') === 'page-2' ? page(odd.slice(2)) : page(odd.slice(0, 2), { nextCursor: 'page-2' }),
    );
    renderApp(`${address}?tab=history`);
    expect(await screen.findByText('3 events')).toBeDefined();
  });

  it('takes in what is written while the instance runs', async () => {
    stubEndpoint(getInstance, makeInstanceDetail());
    stubEndpoint(readHistory, page(odd.slice(0, 1)));
    const { queryClient } = renderApp(`${address}?tab=history`);
    await screen.findByText('1 event');
    const cursors: (string | null)[] = [];
    stubEndpoint(readHistory, ({ query }) => {
      cursors.push(query.get('cursor'));
      return page([makeHistoryEvent({ ordinal: 1 }), makeHistoryEvent({ ordinal: 2 })]);
    });
    stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Completed', rowVersion: at(60) }));
    await queryClient.refetchQueries({ predicate: (query) => query.queryKey.includes('detail') });
    expect(await screen.findByText('3 events')).toBeDefined();
    expect(cursors).toEqual(['after:0000000000000000']);
  });

  it('opens an event from the URL and keeps filter and choice there', async () => {
    const input = makePayloadInfo({ preview: '"hat"', sizeBytes: 5 });
    const scheduled = makeHistoryEvent({ ordinal: 7, eventType: 'TaskScheduled', eventId: 3, name: 'Pack' });
    const completed = makeHistoryEvent({
      ordinal: 8,
      eventType: 'TaskCompleted',
      taskScheduledId: 3,
      payloads: { Result: input },
    });
    stubEndpoint(readHistory, page([...odd, scheduled, completed]));
    const { history } = renderApp(`${address}?tab=history&event=${completed.rowKey}`);
    expect(await screen.findByRole('group', { name: 'Result' })).toBeDefined();
    const row = screen.getByRole('button', { name: /TaskCompleted/, expanded: true });
    expect(row).toBeDefined();

    await userEvent.click(screen.getByRole('button', { name: 'of #3' }));
    await waitFor(() => expect(history.location.search).toContain(scheduled.rowKey));
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find in the history' }), 'pack');
    await waitFor(() => expect(history.location.search).toContain('find=pack'));
    await screen.findByText(/2 of \d+ events/);
    const names = (await eventTexts()).filter((text) => /Task(Scheduled|Completed)|Hibernated/.test(text));
    expect(names.some((text) => text.includes('Hibernated'))).toBe(false);
    expect(names.some((text) => text.includes('TaskCompleted'))).toBe(true);
  });

  it('of an instance that waits for its start says what will fill it', async () => {
    stubEndpoint(getInstance, makeInstanceDetail({ runtimeStatus: 'Pending' }));
    stubEndpoint(readHistory, page([], { executionId: null, isCheckpointComplete: null }));
    renderApp(`${address}?tab=history`);
    expect(await screen.findByText(/A worker writes the first events/)).toBeDefined();
  });
});
