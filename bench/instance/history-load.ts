import type { Browser } from 'playwright';
import { countNodes, heapMb, scrollFrames } from '../browser.ts';
import { median, quantile } from '../measure.ts';
import { atMost, type Section } from '../report.ts';
import { pageUrlOf } from './instance-url.ts';
import { isComplete, openNoting, readNotes } from './page-notes.ts';
import type { SeededHistory } from './seeded-hubs.ts';

interface Load {
  readonly firstRowMs: number;
  readonly completeMs: number;
  readonly heapMb: number;
  readonly frameMs: number;
  readonly nodes: number;
}

const never = Number.POSITIVE_INFINITY;

async function loadOnce(browser: Browser, url: string, events: number): Promise<Load> {
  const { page, context } = await openNoting(browser, url, events);
  try {
    await isComplete(page);
    const { firstRowMs, completeMs } = await readNotes(page);
    const heap = await heapMb(page);
    const rows = page.getByLabel('History events');
    // The first screens may bring code along, which is no part of scrolling.
    await scrollFrames(page, rows, 3);
    const frames = await scrollFrames(page, rows, 40);
    return {
      firstRowMs: firstRowMs ?? never,
      completeMs: completeMs ?? never,
      heapMb: heap,
      frameMs: quantile(frames, 0.95),
      nodes: await countNodes(page),
    };
  } finally {
    await context.close();
  }
}

/** What the page of an instance that does not exist holds. */
async function emptyHeapMb(browser: Browser, url: string): Promise<number> {
  const { page, context } = await openNoting(browser, url, 0);
  await page.getByText('No such instance').first().waitFor();
  const heap = await heapMb(page);
  await context.close();
  return heap;
}

/** How the history of one instance comes into the page. */
export async function benchHistoryLoad(
  browser: Browser,
  dashboardUrl: string,
  history: SeededHistory,
  rounds: number,
): Promise<Section> {
  const missing = { hub: history.hub, instanceId: 'no-such-instance' };
  const loads: Load[] = [];
  const empties: number[] = [];
  for (let round = 0; round < rounds; round++) {
    loads.push(await loadOnce(browser, pageUrlOf(dashboardUrl, history, 'history'), history.events));
    empties.push(await emptyHeapMb(browser, pageUrlOf(dashboardUrl, missing, 'history')));
  }
  const of = (pick: (load: Load) => number) => median(loads.map(pick));
  const emptyMb = median(empties);
  return {
    title: `A history of ${history.events.toLocaleString('en')} events`,
    how: `Chromium, 1440 × 900, empty cache, the address of the History tab opened ${rounds} times. The heap is measured after garbage collection and compared with the page of an instance that does not exist.`,
    figures: [
      atMost(800, { what: 'first row', value: of((load) => load.firstRowMs), unit: 'ms' }),
      atMost(3, { what: 'complete', value: of((load) => load.completeMs) / 1000, unit: 's' }),
      atMost(40, {
        what: 'JavaScript heap over the empty page',
        value: of((load) => load.heapMb) - emptyMb,
        unit: 'MB',
      }),
      { what: 'JavaScript heap of the empty page', value: emptyMb, unit: 'MB' },
      atMost(20, {
        what: 'scrolling 40 screens: p95 of a frame',
        value: of((load) => load.frameMs),
        unit: 'ms',
      }),
      atMost(1200, {
        what: 'DOM nodes after it, at most',
        value: Math.max(...loads.map((load) => load.nodes)),
        unit: 'nodes',
      }),
    ],
  };
}
