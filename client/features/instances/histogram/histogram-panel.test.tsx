import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { instanceHistogram } from '../../../../shared/contract/instance-histogram.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { at } from '../../../../shared/testing/instances.ts';
import { makeHistogram } from '../../../../shared/testing/pictures.ts';
import { setPreferences } from '../../../lib/preferences.ts';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';
import { HistogramPanel } from './histogram-panel.tsx';
import type { LookChange } from './histogram-toolbar.tsx';

interface Told {
  readonly windows: unknown[][];
  readonly looks: LookChange[];
}

function show({ q = '', by = 'created' }: { q?: string; by?: 'created' | 'updated' } = {}): Told {
  const told: Told = { windows: [], looks: [] };
  const panel = () => (
    <HistogramPanel
      hub="store~TestHub"
      q={q}
      by={by}
      color="status"
      onLookChange={(change) => told.looks.push(change)}
      onWindow={(...window) => told.windows.push(window)}
    />
  );
  const router = createRouter({
    routeTree: createRootRoute({ component: panel }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return told;
}

const noSteps = Array.from({ length: 20 }, () => [0, 0]);
const busySteps = [
  [10, 0],
  [4, 1],
  [0, 0],
  [7, 2],
];
/** Wide enough to be drawn as it is. */
const picture = makeHistogram({ from: at(-1_200), counts: [...noSteps, ...busySteps] });

const slider = () => screen.findByRole('slider', { name: 'Step of the histogram' });

function giveWidth(element: HTMLElement, width: number): void {
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, 72);
  element.setPointerCapture = () => undefined;
}

beforeEach(() => {
  setPreferences({ timeZone: 'UTC' });
  stubEndpoint(instanceHistogram, picture);
});

describe('the histogram', () => {
  it('says in a sentence what the picture shows', async () => {
    show();
    const group = await screen.findByRole('group', { name: 'Histogram' });
    const summary = document.getElementById(group.getAttribute('aria-describedby')!)!.textContent;
    expect(summary).toContain('24 instances created from 2026-11-21 04:40:00 to 2026-11-21 05:04:00');
    expect(summary).toContain('21 Completed, 3 Failed');
    expect(summary).toContain('24 steps of 1 min, the busiest with 10');
  });

  it('has the counts behind it as a table on demand', async () => {
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Histogram as a table' }));
    const rows = within(screen.getByRole('table', { name: 'Instances over time' })).getAllByRole('row');
    expect(rows.map((row) => Array.from(row.children, (cell) => cell.textContent))).toEqual([
      ['Time', 'Instances', 'Completed', 'Failed'],
      ['2026-11-21 05:00:00 – 05:01:00', '10', '10', '0'],
      ['2026-11-21 05:01:00 – 05:02:00', '5', '4', '1'],
      ['2026-11-21 05:03:00 – 05:04:00', '9', '7', '2'],
    ]);
  });

  it('tells the counts of the step under the cursor', async () => {
    show();
    (await slider()).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect((await slider()).getAttribute('aria-valuetext')).toBe(
      '2026-11-21 05:03:00 – 05:04:00: 7 Completed, 2 Failed',
    );
    await userEvent.keyboard('{ArrowLeft}');
    expect((await slider()).getAttribute('aria-valuetext')).toBe('2026-11-21 05:02:00 – 05:03:00: none');
  });

  it('selects whole steps by keys and applies them with Enter', async () => {
    const { windows } = show();
    (await slider()).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    expect((await slider()).getAttribute('aria-valuetext')).toContain(
      'Selected 2026-11-21 05:01:00 – 05:03:00',
    );
    expect(windows).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(windows).toEqual([['created', at(60), at(180)]]);
  });

  it('forgets the selection on Escape', async () => {
    const { windows } = show();
    (await slider()).focus();
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowRight}{/Shift}{Escape}{Enter}');
    expect(windows).toEqual([]);
  });

  it('selects by dragging, in either direction, and not by a click', async () => {
    const { windows } = show({ by: 'updated' });
    const plot = await slider();
    giveWidth(plot, 2_400);
    fireEvent.pointerDown(plot, { clientX: 2_150, button: 0 });
    fireEvent.pointerUp(plot, { clientX: 2_150 });
    expect(windows).toEqual([]);
    fireEvent.pointerDown(plot, { clientX: 2_350, button: 0 });
    fireEvent.pointerMove(plot, { clientX: 2_250 });
    expect(screen.getByTestId('selection').style.left).toMatch(/^91\.6/);
    fireEvent.pointerUp(plot, { clientX: 2_250 });
    expect(windows).toEqual([['updated', at(120), at(240)]]);
  });

  it('zooms in by plus and out by minus', async () => {
    const { windows } = show({ q: 'created:2026-11-21T05:00..2026-11-21T05:04' });
    (await slider()).focus();
    await userEvent.keyboard('+-');
    expect(windows).toEqual([
      ['created', at(-840), at(-120)],
      ['created', at(-240), at(480)],
    ]);
  });

  it('drops the window on demand, and offers it only where there is one', async () => {
    const { windows } = show({ q: 'created>2026-11-21T05:00 name:Order*' });
    await userEvent.click(await screen.findByRole('button', { name: 'Whole time' }));
    expect(windows).toEqual([['created', null, null]]);
  });

  it('has nothing to zoom out of while the filter has no window', async () => {
    show({ q: 'updated>-2h' });
    const zoomOut = await screen.findByRole<HTMLButtonElement>('button', { name: 'Zoom out' });
    expect(zoomOut.disabled).toBe(true);
  });

  it('leads to the throughput of the same window and instances', async () => {
    show({ q: 'status:failed created:2026-11-21T05:00..2026-11-21T05:04' });
    const link = await screen.findByRole('link', { name: 'Show in throughput' });
    await slider();
    const href = decodeURIComponent(link.getAttribute('href')!);
    expect(href).toContain('/hubs/store~TestHub/throughput');
    expect(href).toContain('status:failed');
    expect(href).toContain(at(240));
    expect(href).not.toContain('created:');
  });

  it('asks again when the look changes and can be hidden', async () => {
    const { looks } = show();
    await userEvent.click(await screen.findByRole('radio', { name: 'Updated' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Name' }));
    await userEvent.click(screen.getByRole('button', { name: 'Hide the histogram' }));
    expect(looks).toEqual([{ by: 'updated' }, { color: 'name' }, { by: 'off' }]);
  });

  it('draws a single instance as a bar among others', async () => {
    stubEndpoint(
      instanceHistogram,
      makeHistogram({ from: at(0), to: at(0.001), stepMs: 1, series: ['Failed'], counts: [[1]] }),
    );
    show();
    expect((await slider()).getAttribute('aria-valuemax')).toBe('24');
    expect(screen.getByText('1 instance in steps of 1 ms')).toBeDefined();
  });

  it('says that no instance has the time', async () => {
    stubEndpoint(instanceHistogram, makeHistogram({ from: null, to: null, series: [], counts: [] }));
    show();
    expect(await screen.findByText('No matching instance says when it was created')).toBeDefined();
  });

  it('says that counts are incomplete while the index is built', async () => {
    const coverage = makeCoverage({ state: 'building', asOf: null, rows: 24 });
    stubEndpoint(instanceHistogram, makeHistogram({ coverage }));
    show();
    expect(await screen.findByText(/Building the index: 24 rows so far/)).toBeDefined();
  });

  it('fails in its own place and tries again', async () => {
    stubFailure(instanceHistogram, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
    show();
    expect((await screen.findByRole('alert')).textContent).toContain('Storage is away.');
    stubEndpoint(instanceHistogram, picture);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(await slider()).toBeDefined();
  });
});
