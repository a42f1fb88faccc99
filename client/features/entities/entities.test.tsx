import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getEntity, readEntityActivity, type EntityState } from '../../../shared/contract/entities.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { listInstances } from '../../../shared/contract/instances.ts';
import { readPayload } from '../../../shared/contract/payloads.ts';
import { makeCoverage } from '../../../shared/testing/hubs.ts';
import {
  at,
  makeInstanceDetail,
  makeInstanceRow,
  makePayloadInfo,
} from '../../../shared/testing/instances.ts';
import { makePayload } from '../../../shared/testing/payloads.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const coverage = makeCoverage({ rows: 2, asOf: at(5) });

const state: EntityState = {
  exists: true,
  stateText: '{"balance":69}',
  stateSizeBytes: 14,
  lockedBy: null,
  queue: [],
  senders: [],
  problem: null,
};

const queued = {
  id: '1',
  operation: 'deposit',
  isSignal: true,
  isLockRequest: false,
  parentInstanceId: 'transfer-2',
  sentAt: at(1),
  dueAt: null,
};

beforeAll(() => Promise.all([import('./entities-page.tsx'), import('./entity-page.tsx')]));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(readEntityActivity, { operations: [], messages: [], problems: [] });
});

describe('the entities list', () => {
  const account = makeInstanceRow({
    instanceId: '@account@a/b',
    entity: { exists: true, queueSize: 3, lockedBy: 'transfer-1' },
  });
  const deleted = makeInstanceRow({
    instanceId: '@counter@',
    entity: { exists: false, queueSize: 0, lockedBy: null },
  });

  it('shows name, key, existence, lock owner and queue', async () => {
    stubEndpoint(listInstances, { rows: [account, deleted], nextCursor: null, total: 2, coverage });
    renderApp('/hubs/store~TestHub/entities');
    const table = within(await screen.findByRole('table', { name: 'Entities' }));
    const [, first, second] = table.getAllByRole('row');
    expect(within(first!).getByRole('link', { name: '@account@a/b' }).getAttribute('href')).toContain(
      '/entities/%40account%40a%2Fb',
    );
    expect(within(first!).getByRole('link', { name: 'transfer-1' })).toBeDefined();
    expect(first!.textContent).toContain('exists');
    expect(within(first!).getByRole('cell', { name: '3' })).toBeDefined();
    expect(second!.textContent).toContain('(empty key)');
    expect(second!.textContent).toContain('deleted');
  });

  it('asks for entities only, by prefix and in the chosen order', async () => {
    const queries: URLSearchParams[] = [];
    stubEndpoint(listInstances, ({ query }) => {
      queries.push(query);
      return { rows: [account], nextCursor: null, total: 1, coverage };
    });
    const { history } = renderApp('/hubs/store~TestHub/entities?prefix=acc');
    await userEvent.click(await screen.findByRole('button', { name: 'Last updated' }));
    await waitFor(() => expect(history.location.search).toContain('sort=lastUpdatedAt'));
    expect(queries[0]?.get('q')).toBe('kind:entity id:@acc*');
    await waitFor(() => expect(queries.at(-1)?.toString()).toContain('sort=lastUpdatedAt&order=asc'));
  });

  it('reads the next page on demand', async () => {
    stubEndpoint(listInstances, ({ query }) =>
      query.has('cursor')
        ? { rows: [deleted], nextCursor: null, total: 2, coverage }
        : { rows: [account], nextCursor: 'more', total: 2, coverage },
    );
    renderApp('/hubs/store~TestHub/entities');
    await userEvent.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('heading', { name: '2 of 2' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('tells an empty hub from a filter that matches nothing', async () => {
    stubEndpoint(listInstances, { rows: [], nextCursor: null, total: 0, coverage });
    renderApp('/hubs/store~TestHub/entities');
    expect(await screen.findByText('No entities in this task hub')).toBeDefined();
    await userEvent.type(screen.getByRole('searchbox', { name: /begin with/ }), 'x');
    expect(await screen.findByText('No entity begins with “x”')).toBeDefined();
  });
});

describe('an entity’s page', () => {
  const address = '/hubs/store~TestHub/entities/%40account%40a';
  const instance = makeInstanceDetail({ instanceId: '@account@a' });

  it('shows the state, who holds the lock, and who waits', async () => {
    const queue = [queued, { ...queued, id: '2', operation: null, isSignal: false, isLockRequest: true }];
    stubEndpoint(getEntity, { instance, state: { ...state, lockedBy: 'transfer-1', queue } });
    renderApp(address);
    expect((await screen.findByRole('group', { name: 'state' })).textContent).toBe('{\n  "balance": 69\n}');
    expect(screen.getByRole('link', { name: 'transfer-1' })).toBeDefined();
    const rows = within(screen.getByRole('table', { name: 'Waiting operations' })).getAllByRole('row');
    expect(rows.slice(1).map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^1signaldeposittransfer-2/),
      expect.stringMatching(/^2lock requesttransfer-2/),
    ]);
  });

  it('tells the last operations with their senders, and what is on its way', async () => {
    const operation = {
      rowKey: '1',
      at: at(1),
      kind: 'call' as const,
      operation: 'deposit',
      parentInstanceId: 'transfer-1',
      isEarlier: false,
    };
    const earlier = {
      ...operation,
      rowKey: '2',
      kind: 'signal' as const,
      parentInstanceId: null,
      isEarlier: true,
    };
    const message = { messageId: 'm', insertedAt: at(2), dueAt: at(60), eventType: 'EventRaised' };
    stubEndpoint(readEntityActivity, { operations: [operation, earlier], messages: [message], problems: [] });
    const early = { ...queued, operation: 'withdraw' };
    const senders = [{ instanceId: 'order-7', lastSentAt: at(3), buffered: [early] }];
    stubEndpoint(getEntity, { instance, state: { ...state, senders } });
    renderApp(address);
    const rows = within(await screen.findByRole('table', { name: 'Last operations' })).getAllByRole('row');
    expect(rows.slice(1).map((row) => row.textContent)).toEqual([
      expect.stringMatching(/calldeposittransfer-1/),
      expect.stringMatching(/signal, earlier batchdeposit/),
    ]);
    const sender = within(screen.getByRole('list', { name: 'Last senders' }));
    expect(sender.getByRole('link', { name: 'order-7' })).toBeDefined();
    expect(sender.getByText('withdraw')).toBeDefined();
    expect(screen.getByText(/1 message to it can be seen/)).toBeDefined();
    expect(screen.getByText(/invisible in that queue until they are due/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'Show that history' }).getAttribute('href')).toBe(
      '/hubs/store~TestHub/instances/%40account%40a?tab=history',
    );
  });

  it('keeps state and lock in sight when its activity cannot be read', async () => {
    stubFailure(readEntityActivity, { status: 503, code: 'store-unavailable', message: 'No answer.' });
    stubEndpoint(getEntity, { instance, state });
    renderApp(address);
    expect((await screen.findByRole('alert')).textContent).toContain('No answer.');
    expect(screen.getByRole('group', { name: 'state' })).toBeDefined();
  });

  it('shows the stored scheduler state only on demand', async () => {
    const input = makePayloadInfo({ ref: 'Input', sizeBytes: 700, preview: '{"state"' });
    stubEndpoint(getEntity, { instance: { ...instance, input }, state });
    stubEndpoint(readPayload, makePayload('{"state":"69"}'));
    renderApp(address);
    await userEvent.click(await screen.findByRole('button', { name: 'Show' }));
    expect((await screen.findByRole('group', { name: 'scheduler state' })).textContent).toContain('"69"');
  });

  it('claims nothing about a state it cannot read', async () => {
    const problem = 'The scheduler state is not JSON.';
    const unread = { ...state, exists: false, stateText: null, stateSizeBytes: null, problem };
    const entity = { exists: true, queueSize: 4, lockedBy: 'transfer-1' };
    stubEndpoint(getEntity, { instance: { ...instance, entity }, state: unread });
    renderApp(address);
    expect(await screen.findByText(problem)).toBeDefined();
    expect(screen.getByText('exists')).toBeDefined();
    expect(screen.queryByText(/deleted/)).toBeNull();
    expect(screen.getByText('4 operations')).toBeDefined();
    expect(screen.getByRole('link', { name: 'transfer-1' })).toBeDefined();
  });

  it('says that there is no such entity', async () => {
    stubFailure(getEntity, { status: 404, code: 'not-found', message: 'No such entity.' });
    renderApp(address);
    expect(await screen.findByText('No such entity in this task hub')).toBeDefined();
  });
});
