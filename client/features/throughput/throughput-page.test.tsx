import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { getThroughput } from '../../../shared/contract/throughput.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { makeCoverage } from '../../../shared/testing/hubs.ts';
import { at } from '../../../shared/testing/instances.ts';
import {
  makeOutcomes,
  makeThroughput,
  makeThroughputSeries,
  makeThroughputStep,
} from '../../../shared/testing/pictures.ts';
import { sendHubChange } from '../../testing/fake-event-source.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/throughput';
const window = `from=${at(0)}&to=${at(240)}`;

beforeAll(() => Promise.all([import('./throughput-page.tsx'), import('./throughput-charts.tsx')]));

beforeEach(() => {
  // Charts draw nothing into a box without a size.
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 800, 200));
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getThroughput, makeThroughput());
});

function filterOf(href: string | null): string | null {
  return new URLSearchParams(href?.split('?')[1]).get('q');
}

async function openTable(title: string, name: string): Promise<string[][]> {
  await userEvent.click(await screen.findByRole('button', { name: `${title} as a table` }));
  const rows = within(screen.getByRole('table', { name })).getAllByRole('row');
  return rows.map((row) => Array.from(row.children, (cell) => cell.textContent));
}

describe('the throughput page', () => {
  it('shows a count of every step as a link to the instances it counts', async () => {
    renderApp(`${address}?${window}&q=name%3AOrder*`);
    const rows = await openTable('Started and ended', 'Started and ended over time');
    expect(rows).toEqual([
      ['Time', 'Started', 'Completed', 'Failed', 'Terminated'],
      ['2026-11-21 05:00:00 – 05:01:00', '2', '2', '0', '0'],
      ['2026-11-21 05:01:00 – 05:02:00', '2', '2', '0', '0'],
      ['2026-11-21 05:02:00 – 05:03:00', '0', '0', '0', '0'],
      ['2026-11-21 05:03:00 – 05:04:00', '2', '2', '0', '0'],
    ]);
    const links = within(screen.getByRole('table')).getAllByRole('link', { name: '2' });
    expect(links.slice(0, 2).map((link) => filterOf(link.getAttribute('href')))).toEqual([
      'name:Order* kind:orchestration created:2026-11-21T05:00:00Z..2026-11-21T05:01:00Z',
      'name:Order* kind:orchestration status:completed completed:2026-11-21T05:00:00Z..2026-11-21T05:01:00Z',
    ]);
  });

  it('opens the list of the bar that is clicked', async () => {
    const step = makeThroughputStep({ started: 1, failed: 1 });
    const all = makeThroughputSeries({ steps: [step], totals: makeOutcomes({ started: 1, failed: 1 }) });
    stubEndpoint(getThroughput, makeThroughput({ to: at(60), all, byName: [] }));
    const { history } = renderApp(`${address}?${window}`);
    const bars = await waitFor(() => {
      const found = document.querySelectorAll('path[fill="var(--status-failed)"]');
      expect(found).toHaveLength(1);
      return found;
    });
    fireEvent.click(bars[0]!);
    await waitFor(() => expect(history.location.pathname).toBe('/hubs/store~TestHub/instances'));
    expect(filterOf(history.location.search)).toBe(
      'kind:orchestration status:failed completed:2026-11-21T05:00:00Z..2026-11-21T05:01:00Z',
    );
  });

  it('leaves steps out of which nothing is known', async () => {
    const all = makeThroughputSeries({ steps: [makeThroughputStep({ started: 1 })], latency: null });
    stubEndpoint(getThroughput, makeThroughput({ from: at(120), oldest: at(130), all, byName: [] }));
    renderApp(`${address}?${window}`);
    const rows = await openTable('Started and ended', 'Started and ended over time');
    expect(rows.slice(1).map((row) => row[1])).toEqual(['not known', 'not known', '1', 'not known']);
    expect(screen.getByText(/Nothing is known before 2026-11-21 05:02:00/)).toBeDefined();
  });

  it('keeps gaps of the latency as gaps', async () => {
    renderApp(`${address}?${window}`);
    const rows = await openTable('Latency', 'Latency over time');
    expect(rows[2]).toEqual(['2026-11-21 05:01:00 – 05:02:00', '2', '900 ms', '4 s', '9 s']);
    expect(rows[3]!.slice(1, 3)).toEqual(['0', 'nothing ended']);
    const lines = Array.from(document.querySelectorAll('path.recharts-line-curve'), (line) =>
      line.getAttribute('d')!,
    );
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.match(/M/g)).toHaveLength(2);
    expect(screen.getByText(/In 1 step nothing ended/)).toBeDefined();
  });

  it('shows the latency of a chosen name, on a chosen scale', async () => {
    const slow = { p50Ms: 60_000, p95Ms: 61_000, p99Ms: 62_000, count: 1 };
    const byName = [makeThroughputSeries({ name: 'Slow', latency: slow })];
    stubEndpoint(getThroughput, makeThroughput({ byName }));
    const { history } = renderApp(`${address}?${window}`);
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Latency of' }), 'name Slow');
    await userEvent.click(screen.getByRole('radio', { name: 'Log' }));
    await waitFor(() => expect(history.location.search).toContain('latency=Slow&scale=log'));
    expect(screen.getByText(/1 instance ended: half of them within 1 min/)).toBeDefined();
  });

  it('compares with the window before in words', async () => {
    const previous = { totals: makeOutcomes({ started: 4, completed: 6 }), latency: null };
    stubEndpoint(getThroughput, makeThroughput({ previous }));
    renderApp(`${address}?${window}`);
    const totals = await screen.findByLabelText('Totals');
    expect(totals.textContent).toContain('Started62 more (50 %) than the 4 before');
    expect(totals.textContent).toContain('Completed6As many as before');
    expect(totals.textContent).toContain('Latency p50900 msNothing ended before');
    expect(totals.textContent).toContain('Running3now');
  });

  it('says when there is nothing to compare with', async () => {
    renderApp(`${address}?${window}`);
    expect((await screen.findByLabelText('Totals')).textContent).toContain('No data that old');
  });

  it('shows the chosen names, apart or together', async () => {
    const byName = ['A', 'B', 'C'].map((name) => makeThroughputSeries({ name }));
    stubEndpoint(getThroughput, makeThroughput({ byName }));
    const { history } = renderApp(`${address}?${window}&name=A&name=C`);
    expect(await openTable('By name', 'By name')).toEqual([
      ['Name', 'Started', 'Completed', 'Failed', 'Terminated'],
      ['A', '6', '6', '0', '0'],
      ['C', '6', '6', '0', '0'],
    ]);
    await userEvent.click(screen.getByRole('radio', { name: 'Together' }));
    expect(await screen.findByRole('table', { name: 'Started by name over time' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Choose names' }));
    await userEvent.click(screen.getByRole('checkbox', { name: /^B/ }));
    await waitFor(() => expect(history.location.search).toContain('name=A&name=C&name=B'));
  });

  it('asks for the window until now, or for the one in the address', async () => {
    const lengths: number[] = [];
    stubEndpoint(getThroughput, ({ query }) => {
      const [from, to] = [query.get('from')!, query.get('to')!];
      const length = instantToMs(to) - instantToMs(from);
      lengths.push(length);
      return makeThroughput({ from, to, stepMs: length / 4 });
    });
    const { history } = renderApp(`${address}?${window}`);
    await screen.findByLabelText('Totals');
    await userEvent.click(screen.getByRole('radio', { name: '7d' }));
    await waitFor(() => expect(lengths).toEqual([240_000, 7 * 86_400_000]));
    expect(history.location.search).toBe('?window=7d');
  });

  it('moves and zooms the window by buttons', async () => {
    const { history } = renderApp(`${address}?${window}`);
    await userEvent.click(await screen.findByRole('button', { name: 'Earlier' }));
    await waitFor(() => expect(history.location.search).toContain(encodeURIComponent(at(-120))));
    await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
    await waitFor(() => expect(history.location.search).toContain(encodeURIComponent(at(-60))));
    expect(history.location.search).toContain(encodeURIComponent(at(60)));
  });

  it('takes its window to the list', async () => {
    renderApp(`${address}?${window}&q=status%3Afailed+created%3E-1h`);
    const link = await screen.findByRole('link', { name: 'Show in list' });
    expect(filterOf(link.getAttribute('href'))).toBe(
      'status:failed created:2026-11-21T05:00:00Z..2026-11-21T05:04:00Z',
    );
  });

  it('reads again when the hub changes and keeps what is shown meanwhile', async () => {
    renderApp(`${address}?${window}`);
    const totals = await screen.findByLabelText('Totals');
    stubEndpoint(getThroughput, makeThroughput({ runningNow: 44 }));
    sendHubChange('store~TestHub', makeCoverage());
    expect(screen.queryByRole('status')).toBeNull();
    await waitFor(() => expect(totals.textContent).toContain('Running44now'));
  });

  it('says what would fill it while nothing happens', async () => {
    const all = makeThroughputSeries({ totals: makeOutcomes(), latency: null });
    stubEndpoint(getThroughput, makeThroughput({ all }));
    renderApp(`${address}?${window}`);
    expect(await screen.findByText('Nothing started or ended in this window')).toBeDefined();
  });

  it('does not say that nothing happened before the task hub was read to its end', async () => {
    const all = makeThroughputSeries({ totals: makeOutcomes(), latency: null });
    const coverage = makeCoverage({ state: 'building', asOf: null });
    stubEndpoint(getThroughput, makeThroughput({ all, coverage }));
    renderApp(`${address}?${window}`);
    expect(await screen.findByText('Nothing found in this window so far')).toBeDefined();
  });

  it('fails in its own place', async () => {
    stubFailure(getThroughput, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
    renderApp(`${address}?${window}`);
    expect((await screen.findByRole('alert')).textContent).toContain('request-1');
  });
});
