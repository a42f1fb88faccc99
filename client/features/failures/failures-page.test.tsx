import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listFailures } from '../../../shared/contract/failures.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { makeCoverage } from '../../../shared/testing/hubs.ts';
import { at } from '../../../shared/testing/instances.ts';
import { makeFailureGroup, makeFailures } from '../../../shared/testing/pictures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/failures';

beforeAll(() => import('./failures-page.tsx'));

beforeEach(() => {
  stubEndpoint(listHubs, { connections: [], hubs: [] });
});

function hrefOf(link: HTMLElement): string {
  return new URLSearchParams(link.getAttribute('href')!.split('?')[1]).get('q')!;
}

describe('the failures page', () => {
  it('shows what went wrong, where, how often and when', async () => {
    stubEndpoint(listFailures, makeFailures());
    renderApp(address);
    const [, row] = within(await screen.findByRole('table', { name: 'Failures' })).getAllByRole('row');
    expect(row!.textContent).toContain('System.InvalidOperationException');
    expect(row!.textContent).toContain('The order was refused.');
    expect(row!.textContent).toContain('in ChargeCard');
    expect(within(row!).getByRole('cell', { name: '3' })).toBeDefined();
    expect(within(row!).getByRole('img').getAttribute('aria-label')).toContain('3 failures in 2 of 4 steps');
    expect(screen.getByRole('heading', { name: '3 failed instances in 1 group' })).toBeDefined();
  });

  it('leads to the instances of a group, within the filter', async () => {
    stubEndpoint(listFailures, makeFailures());
    renderApp(`${address}?q=name%3AOrder*+fingerprint%3Aother`);
    const link = await screen.findByRole('link', { name: /InvalidOperationException/ });
    expect(link.getAttribute('href')).toContain('/hubs/store~TestHub/instances?');
    expect(hrefOf(link)).toBe('name:Order* fingerprint:f1');
  });

  it('shows the latest examples on demand', async () => {
    const examples = [{ instanceId: 'order-7', completedAt: at(3), message: 'Order 7\nwas refused.' }];
    stubEndpoint(listFailures, makeFailures({ groups: [makeFailureGroup({ examples })] }));
    renderApp(address);
    expect(screen.queryByRole('link', { name: 'order-7' })).toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: 'Examples' }));
    expect(screen.getByRole('link', { name: 'order-7' }).getAttribute('href')).toContain(
      '/instances/order-7',
    );
    expect(screen.getByTitle('Order 7 was refused.')).toBeDefined();
  });

  it('asks for the order and the filter that the address says', async () => {
    const asked: string[] = [];
    stubEndpoint(listFailures, ({ query }) => {
      asked.push(`${query.get('order') ?? ''} ${query.get('q') ?? ''}`);
      return makeFailures();
    });
    const { history } = renderApp(`${address}?q=name%3AOrder*+statas%3Afailed`);
    await userEvent.click(await screen.findByRole('button', { name: 'Count' }));
    await waitFor(() => expect(history.location.search).toContain('order=count'));
    await waitFor(() => expect(asked).toEqual(['last-seen name:Order*', 'count name:Order*']));
    expect(screen.getByRole('columnheader', { name: 'Count' }).getAttribute('aria-sort')).toBe('descending');
    expect(screen.getByRole('list', { name: 'Problems of the filter' }).textContent).toContain(
      'no field “statas”',
    );
  });

  it('takes a filter that is typed, on Enter', async () => {
    stubEndpoint(listFailures, makeFailures());
    const { history } = renderApp(address);
    await userEvent.type(await screen.findByRole('textbox', { name: 'Filter' }), 'version:2{Enter}');
    await waitFor(() => expect(history.location.search).toBe('?q=version%3A2'));
  });

  it('says how many failures the groups miss', async () => {
    stubEndpoint(listFailures, makeFailures({ coverage: makeCoverage({ unreadFailures: 120 }) }));
    renderApp(address);
    expect(await screen.findByText('120 failures not read yet')).toBeDefined();
  });

  it.each([
    { state: 'building', problem: null } as const,
    { state: 'stale', problem: { code: 'store-unavailable', message: 'Away.', since: at(1) } } as const,
  ])('tells nothing failed from nothing found yet ($state)', async ({ state, problem }) => {
    stubEndpoint(listFailures, makeFailures({ groups: [] }));
    renderApp(address);
    expect(await screen.findByText('Nothing failed')).toBeDefined();
    stubEndpoint(
      listFailures,
      makeFailures({ groups: [], coverage: makeCoverage({ state, problem, asOf: null }) }),
    );
    await userEvent.type(screen.getByRole('textbox', { name: 'Filter' }), 'version:2{Enter}');
    expect(await screen.findByText('No failure found so far')).toBeDefined();
  });

  it('offers more groups when there are more', async () => {
    const limits: (string | null)[] = [];
    stubEndpoint(listFailures, ({ query }) => {
      limits.push(query.get('limit'));
      return makeFailures({ distinct: 60 });
    });
    renderApp(address);
    await userEvent.click(await screen.findByRole('button', { name: 'Show more groups' }));
    await waitFor(() => expect(limits).toEqual(['50', '200']));
  });

  it('fails in its own place', async () => {
    stubFailure(listFailures, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
    renderApp(address);
    expect((await screen.findByRole('alert')).textContent).toContain('request-1');
  });
});
