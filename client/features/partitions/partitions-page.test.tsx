import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { peekMessages } from '../../../shared/contract/backlog.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getPartitions, queueHistory, type Partitions } from '../../../shared/contract/partitions.ts';
import { makeQueuedMessage } from '../../../shared/testing/diagnosis.ts';
import { at } from '../../../shared/testing/instances.ts';
import { makePartition, makePartitions, makeQueueHistory } from '../../../shared/testing/partitions.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/partitions';

beforeAll(() => import('./partitions-page.tsx'));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(queueHistory, makeQueueHistory([[{}, { depth: 2, owner: 'worker-1' }]]));
  stubEndpoint(peekMessages, { messages: [] });
});

function open(overrides: Partial<Partitions> = {}, search = '') {
  stubEndpoint(getPartitions, makePartitions(overrides));
  return renderApp(`${address}${search}`);
}

async function rowOf(queue: string): Promise<string> {
  const table = await screen.findByRole('table', { name: 'Queues now' });
  const head = within(table).getByRole('rowheader', { name: queue });
  return head.closest('tr')?.textContent ?? '';
}

describe('a queue of the table', () => {
  it('tells its messages, its rates, its worker and its instances', async () => {
    open({
      partitions: [
        makePartition(0, {
          depth: 1_400,
          visible: null,
          invisible: null,
          arrivedPerMinute: 3.42,
          leftPerMinute: 0,
          moves: [{ at: at(3), from: 'worker-2', to: 'worker-1' }],
          instances: { all: 25, open: 4 },
        }),
      ],
    });
    const text = await rowOf('control-00');
    expect(text).toContain('1,40032 or more');
    expect(text).toContain('≥ 3.4');
    expect(text).toContain('worker-1');
    expect(text).toMatch(/lease expired/);
    expect(text).toContain('1, last');
    const link = screen.getByRole('link', { name: '4 open' });
    expect(new URL(link.getAttribute('href') ?? '', 'http://x').searchParams.get('q')).toBe(
      'partition:0 -status:completed,failed,canceled,terminated',
    );
  });

  it('that is handed over says to whom', async () => {
    const { owner } = makePartition(0);
    open({
      partitions: [makePartition(0, { owner: { ...owner!, nextOwner: 'worker-9', isDraining: true } })],
    });
    expect(await rowOf('control-00')).toMatch(/draining.*next worker-9/);
  });

  it('too few samples are no rate of zero', async () => {
    open({ partitions: [makePartition(0, { arrivedPerMinute: null })] });
    expect(await rowOf('control-00')).toContain('Too few samples yet');
  });
});

describe('who works', () => {
  it('is nobody, where storage says so', async () => {
    open({ workers: [] });
    expect(await screen.findByText(/No worker owns a partition now/)).toBeDefined();
    expect(screen.getByText(/no worker owns a partition, /)).toBeDefined();
  });

  it('is unknown, where storage does not say', async () => {
    open({ ownership: null, workers: [] });
    expect(await screen.findByText(/Workers unknown/)).toBeDefined();
    expect(screen.queryByText(/No worker owns/)).toBeNull();
  });

  it('is each worker with its partitions', async () => {
    open();
    const list = await screen.findByRole('list', { name: 'Workers' });
    expect(list.textContent).toBe('worker-1 partitions 0, 1');
  });
});

describe('messages of a queue', () => {
  it('open with it, and the address keeps them', async () => {
    const { history } = open();
    stubEndpoint(peekMessages, ({ params }) => ({
      messages: [makeQueuedMessage({ name: `of ${params.queue}`, blobName: 'order-1001/message.json.gz' })],
    }));
    await userEvent.click(await screen.findByRole('button', { name: 'control-01' }));
    const table = await screen.findByRole('table', { name: 'Peeked messages' });
    expect(table.textContent).toContain('of testhub-control-01');
    expect(table.textContent).toContain('in a blob');
    expect(within(table).getByRole('link', { name: 'order-1001' }).getAttribute('href')).toBe(
      '/hubs/store~TestHub/instances/order-1001',
    );
    expect(history.location.search).toContain('queue=testhub-control-01');
    expect(screen.getByText(/none is received/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('table', { name: 'Peeked messages' })).toBeNull());
    expect(history.location.search).not.toContain('queue');
  });

  it('are pointed at by a link, and those that come back again and again stand first', async () => {
    stubEndpoint(peekMessages, {
      messages: [
        makeQueuedMessage({ messageId: 'first', name: 'First' }),
        makeQueuedMessage({ messageId: 'poison', name: 'Poison', dequeueCount: 40 }),
      ],
    });
    open({}, '?queue=testhub-control-00&message=first');
    const table = await screen.findByRole('table', { name: 'Peeked messages' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent.includes('Poison'))).toEqual([true, false]);
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'true']);
  });

  it('are found by the partition alone, and one that is gone is said to be', async () => {
    open({}, '?partition=1&message=gone');
    expect(await screen.findByRole('region', { name: 'Messages of control-01' })).toBeDefined();
    expect(await screen.findByText(/not among the visible ones any more/)).toBeDefined();
  });

  it('that cannot be seen are not taken for none', async () => {
    open({ partitions: [makePartition(0, { depth: 5, invisible: 5 })] }, '?queue=testhub-control-00');
    expect(await screen.findByText(/5 messages in the queue cannot be seen/)).toBeDefined();
  });

  it('that cannot be read say why, beside everything else', async () => {
    stubFailure(peekMessages, { status: 503, code: 'store-unavailable', message: 'No answer.' });
    open({}, '?queue=testhub-control-00');
    expect(await screen.findByRole('alert')).toBeDefined();
    expect(await screen.findByRole('table', { name: 'Queues now' })).toBeDefined();
  });
});

it('suspected poison stands before everything, and leads to its queue', async () => {
  open({ partitions: [makePartition(0), makePartition(1, { poisonCandidates: 2, maxDequeueCount: 40 })] });
  const note = within(await screen.findByRole('region', { name: 'Suspected poison messages' }));
  expect(note.getByRole('listitem').textContent).toContain('control-012 messages, dequeued up to 40 times');
  await userEvent.click(note.getByRole('button', { name: 'Show them' }));
  expect(await screen.findByRole('region', { name: 'Messages of control-01' })).toBeDefined();
});

it('advice comes with the figures it goes by, and problems are told', async () => {
  open({
    advice: [
      {
        rule: 'add-worker',
        sentence: ['The platform would add a worker.'],
        because: [[{ kind: 'count', count: 1_400 }, ' messages wait.']],
      },
    ],
    targets: [
      {
        scenario: 'External event processing',
        expectedPerSecond: 50,
        measuredPerSecond: 0.4213,
        measured: ['Events that arrived.'],
      },
    ],
    problems: ['The leases cannot be read.'],
  });
  const scaling = await screen.findByRole('region', { name: 'Scaling' });
  expect(scaling.textContent).toContain('The platform would add a worker.1,400 messages wait.');
  expect(screen.getByRole('row', { name: /External event processing 50 ≥ 0.421/ })).toBeDefined();
  expect(screen.getByText('The leases cannot be read.')).toBeDefined();
});

describe('the heat map', () => {
  it('is read out cell by cell, and Enter opens the queue', async () => {
    const { history } = open();
    const grid = await screen.findByRole('grid', { name: 'Queues over time' });
    grid.focus();
    expect(within(grid).getByRole('gridcell').textContent).toMatch(/^control-00, .*: 2 messages$/);
    await userEvent.keyboard('{ArrowLeft}');
    expect(within(grid).getByRole('gridcell').textContent).toMatch(/: not sampled$/);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(history.location.search).toContain('queue=testhub-control-00'));
  });

  it('shows another value and another window, which the address keeps', async () => {
    const asked: (string | null)[] = [];
    stubEndpoint(queueHistory, ({ query }) => {
      asked.push(query.get('minutes'));
      return makeQueueHistory([[{}, { depth: 2, owner: 'worker-1' }]]);
    });
    const { history } = open();
    await userEvent.click(await screen.findByRole('radio', { name: 'Owner' }));
    const grid = await screen.findByRole('grid', { name: 'Queues over time' });
    expect(within(grid).getByRole('gridcell').textContent).toMatch(/: owned by worker-1$/);
    await userEvent.click(screen.getByRole('radio', { name: '24 h' }));
    await waitFor(() => expect(asked).toContain('1440'));
    expect(history.location.search).toMatch(/value=owner/);
    expect(history.location.search).toMatch(/window=24h/);
  });

  it('does not take owners that are not recorded for none', async () => {
    open({ ownership: null, workers: [] }, '?value=owner');
    expect(await screen.findByText('Owners unknown')).toBeDefined();
    expect(screen.queryByRole('grid', { name: 'Queues over time' })).toBeNull();
  });

  it('has its numbers as a table', async () => {
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Queues over time as a table' }));
    const table = screen.getByRole('table', { name: 'Queues over time, as a table' });
    expect(
      within(table)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['2 messages', 'not sampled']);
  });

  it('without any sample says what would fill it', async () => {
    stubEndpoint(queueHistory, makeQueueHistory([[{}, {}]]));
    open();
    expect(await screen.findByText(/Every 15 s the queues are sampled/)).toBeDefined();
    expect(screen.queryByRole('grid', { name: 'Queues over time' })).toBeNull();
  });

  it('that cannot be read leaves the queues in sight', async () => {
    stubFailure(queueHistory, { status: 503, code: 'store-unavailable', message: 'No answer.' });
    open();
    expect(await screen.findByRole('alert')).toBeDefined();
    expect(await screen.findByRole('table', { name: 'Queues now' })).toBeDefined();
  });
});
