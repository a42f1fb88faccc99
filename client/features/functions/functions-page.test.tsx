import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cancelFunctionSampling,
  getFunctionImpact,
  getFunctionsMap,
  startFunctionSampling,
  type FunctionsState,
} from '../../../shared/contract/functions-map.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import {
  makeCallerImpact,
  makeFunctionCall,
  makeFunctionImpact,
  makeFunctionNode,
  makeFunctionSampling,
} from '../../../shared/testing/functions-map.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/functions';

beforeAll(() => Promise.all([import('./functions-page.tsx'), import('./graph/function-graph.tsx')]));
beforeEach(() => stubEndpoint(listHubs, { connections: [], hubs: [] }));

const order = makeFunctionNode({
  kind: 'orchestrator',
  name: 'OrderWorkflow',
  sampledRuns: 20,
  calls: 0,
  inHub: { total: 900, open: 4, failed: 7 },
});
const charge = makeFunctionNode({ failedCalls: 1 });
const audit = makeFunctionNode({ name: 'Audit', calls: 1, lengths: null });

function stubMap(overrides: Partial<FunctionsState> = {}): void {
  const sampling = makeFunctionSampling();
  const calls = [makeFunctionCall(), makeFunctionCall({ to: 'activity:Audit', calls: 1, runs: 1 })];
  const map = { nodes: [order, charge, audit], calls, unnamedSteps: 0, callsLeftOut: 0 };
  stubEndpoint(getFunctionsMap, { sampling, mapOf: sampling, map, ...overrides });
}

function queryOf(link: HTMLElement): string | null {
  return new URLSearchParams(link.getAttribute('href')!.split('?')[1]).get('q');
}

describe('the functions page', () => {
  it('reads nothing until somebody wants it, then shows how far the reading is, and the map', async () => {
    let isStarted = false;
    const running = makeFunctionSampling({ state: 'running', looked: 5, endedAt: null });
    stubEndpoint(getFunctionsMap, () => ({ sampling: isStarted ? running : null, mapOf: null, map: null }));
    stubEndpoint(startFunctionSampling, ({ body }) => {
      expect(body).toEqual({ focus: null });
      isStarted = true;
      return running;
    });
    stubEndpoint(cancelFunctionSampling, () => {
      stubMap({ sampling: makeFunctionSampling({ state: 'cancelled', looked: 5 }) });
      return makeFunctionSampling({ state: 'cancelled', looked: 5 });
    });
    renderApp(address);
    await userEvent.click(await screen.findByRole('button', { name: 'Read histories' }));
    const bar = await screen.findByRole('progressbar', { name: 'Reading histories' });
    expect(bar.getAttribute('aria-valuetext')).toBe('5 of 20 histories read');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('The reading was cancelled after 5 of 20 histories.')).toBeDefined();
    expect(screen.getByRole('heading', { name: '3 functions' })).toBeDefined();
  });

  it('says what was read of how much, and what was not', async () => {
    stubMap({ mapOf: makeFunctionSampling({ cutShort: 2, unreadable: 1, namesLeftOut: 1 }) });
    renderApp(address);
    const note = await screen.findByText(/20 histories of 900 orchestrations under 1 name/);
    expect(note.textContent).toContain('1 rarer orchestrator name left out.');
    expect(note.textContent).toContain('2 histories read only in the first 2,000 rows.');
    expect(note.textContent).toContain('1 history could not be read.');
  });

  it('keeps a reading that gave up in sight', async () => {
    const problem = { code: 'store-unavailable', message: 'The account does not answer.' } as const;
    stubMap({ sampling: makeFunctionSampling({ state: 'failed', problem }) });
    renderApp(address);
    expect(await screen.findByText('The account does not answer.')).toBeDefined();
  });

  it('draws the functions as a graph that the keyboard can walk', async () => {
    stubMap();
    stubEndpoint(getFunctionImpact, makeFunctionImpact());
    const { history } = renderApp(address);
    const graph = await screen.findByRole('group', { name: 'Graph of the functions' });
    const first = await within(graph).findByRole('button', {
      name: /^Orchestrator OrderWorkflow, 20 of 900 runs read, 7 failed/,
      hidden: true,
    });
    expect(screen.getByText(/1 orchestrator, 2 activities; 2 connections between them/)).toBeDefined();
    first.focus();
    await userEvent.keyboard('{ArrowRight}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Activity/));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(history.location.search).toContain('fn=activity'));
    expect(await screen.findByRole('complementary', { name: 'Selected function' })).toBeDefined();
  });

  it('shows the same in a table, sorted and searched by what the address says', async () => {
    stubMap();
    const { history } = renderApp(`${address}?view=table`);
    const table = await screen.findByRole('table', { name: 'Functions' });
    const names = () =>
      within(table)
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent);
    expect(names()).toEqual(['ChargeCardactivity', 'Auditactivity', 'OrderWorkfloworchestrator']);
    await userEvent.click(within(table).getByRole('button', { name: 'p95' }));
    await waitFor(() => expect(history.location.search).toContain('order=p95'));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind of function' }), 'Activities');
    await waitFor(() => expect(names()).toEqual(['ChargeCardactivity', 'Auditactivity']));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Hide what was seen once' }));
    await waitFor(() => expect(names()).toEqual(['ChargeCardactivity']));
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find functions' }), 'nothing{Enter}');
    expect(await screen.findByText('No function matches')).toBeDefined();
  });

  it('leads from a function to its callers, its instances and its failures', async () => {
    stubMap();
    stubEndpoint(getFunctionImpact, makeFunctionImpact());
    renderApp(`${address}?view=table&fn=activity:ChargeCard`);
    const panel = await screen.findByRole('complementary', { name: 'Selected function' });
    expect(queryOf(within(panel).getByRole('link', { name: 'Failures that name it, grouped' }))).toBe(
      'status:failed failure:ChargeCard',
    );
    const callers = within(panel).getByRole('region', { name: 'Callers' });
    expect(callers.textContent).toContain('3 calls in 3 runs');
    await userEvent.click(within(callers).getByRole('button', { name: 'OrderWorkflow' }));
    expect(await within(panel).findByRole('heading', { name: 'OrderWorkflow' })).toBeDefined();
    expect(queryOf(within(panel).getByRole('link', { name: '900' }))).toBe(
      'kind:orchestration name:OrderWorkflow',
    );
    await userEvent.click(within(panel).getByRole('button', { name: 'Close the details' }));
    await waitFor(() =>
      expect(screen.queryByRole('complementary', { name: 'Selected function' })).toBeNull(),
    );
  });

  it('fails in its own place', async () => {
    stubFailure(getFunctionsMap, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
    renderApp(address);
    expect((await screen.findByRole('alert')).textContent).toContain('request-1');
  });
});

describe('what breaks', () => {
  const selected = `${address}?view=table&fn=activity:ChargeCard`;
  const region = () => screen.findByRole('region', { name: 'What breaks if it is renamed or removed' });

  it('says how many instances need it, how sure that is, and where they are', async () => {
    stubMap();
    const caller = makeCallerImpact({
      open: { count: 1, q: 'id:a' },
      ahead: { count: 2, q: 'id:b,c' },
      done: { count: 1, q: 'id:d' },
      pending: { count: 25, q: 'status:pending' },
    });
    const idle = makeCallerImpact({ name: 'Refund', running: { count: 0, q: '' } });
    stubEndpoint(getFunctionImpact, makeFunctionImpact({ callers: [caller, idle] }));
    renderApp(selected);
    const list = await within(await region()).findByRole('list', { name: 'Open instances of OrderWorkflow' });
    const lines = within(list)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(lines).toEqual([
      'certain1 instance waits for it',
      'likely25 instances have not started: every step is before them',
      'likely2 instances have not come to it',
      'possible1 instance had it already, and may ask again',
    ]);
    expect(queryOf(within(list).getByRole('link', { name: '2 instances' }))).toBe('id:b,c');
    expect((await region()).textContent).toContain('10 of 10 ended runs that were read needed it');
    expect((await region()).textContent).toContain('No instance is open of Refund');
  });

  it('is less sure where some runs did without it', async () => {
    stubMap();
    const caller = makeCallerImpact({ callingRuns: 3, ahead: { count: 2, q: 'id:b,c' } });
    stubEndpoint(getFunctionImpact, makeFunctionImpact({ callers: [caller] }));
    renderApp(selected);
    expect(await screen.findByText('possible')).toBeDefined();
  });

  it('looks closer when asked to', async () => {
    stubMap();
    stubEndpoint(
      getFunctionImpact,
      makeFunctionImpact({ callers: [makeCallerImpact({ looked: 0, notLooked: 4 })] }),
    );
    const asked: unknown[] = [];
    stubEndpoint(startFunctionSampling, ({ body }) => {
      asked.push(body);
      return makeFunctionSampling();
    });
    renderApp(selected);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Read histories of 4 more running instances' }),
    );
    await waitFor(() => expect(asked).toEqual([{ focus: { kind: 'activity', name: 'ChargeCard' } }]));
  });

  it('fails in its own place', async () => {
    stubMap();
    stubFailure(getFunctionImpact, { status: 503, code: 'store-unavailable', message: 'The index is away.' });
    renderApp(selected);
    expect((await within(await region()).findByRole('alert')).textContent).toContain('request-1');
  });
});
