import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { countNodes, launchBrowser, scrollFrames, viewport } from '../browser.ts';
import { median, quantile } from '../measure.ts';
import type { Section } from '../report.ts';

interface FirstPage {
  /** Scripts that came before the first row, and all that came within the next second, gzip -9. */
  readonly firstKb: number;
  readonly settledKb: number;
  readonly firstRowMs: number;
  readonly nodes: number;
}

function gzippedKb(paths: readonly string[]): number {
  const sizes = paths.map((path) => gzipSync(readFileSync(`dist/client${path}`), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

interface Seen {
  readonly rowMs: number;
  readonly scripts: readonly { readonly path: string; readonly askedMs: number }[];
}

/** Notes in the page itself when the first row stands in it: asking from outside comes later. */
function noteFirstRow(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-row="0"] a') === null) return;
    observer.disconnect();
    Object.assign(window, { rowMs: performance.now() });
  });
  observer.observe(document, { childList: true, subtree: true });
}

function readNotes(): Seen {
  const scripts = performance
    .getEntriesByType('resource')
    .map(({ name, startTime }) => ({ path: new URL(name).pathname, askedMs: startTime }))
    .filter(({ path }) => path.endsWith('.js'));
  return { rowMs: (window as unknown as { rowMs: number }).rowMs, scripts };
}

async function visit(browser: Browser, url: string): Promise<FirstPage> {
  // A context of its own has an empty cache.
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.addInitScript(noteFirstRow);
  await page.goto(url);
  await page.locator('[data-row="0"] a').waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(1000);
  const { rowMs, scripts } = await page.evaluate(readNotes);
  const first = scripts.filter(({ askedMs }) => askedMs < rowMs);
  const nodes = await countNodes(page);
  await context.close();
  return {
    firstKb: gzippedKb(first.map(({ path }) => path)),
    settledKb: gzippedKb(scripts.map(({ path }) => path)),
    firstRowMs: rowMs,
    nodes,
  };
}

async function scrollOnce(browser: Browser, url: string): Promise<{ p95: number; nodes: number }> {
  const page = await browser.newPage({ viewport });
  await page.goto(url);
  await page.locator('[data-row="0"] a').waitFor();
  // The first screens bring the code of the virtualiser, which is no part of scrolling.
  const list = page.locator('[data-scroll-restoration-id="instances"]');
  await scrollFrames(page, list, 3);
  const frames = await scrollFrames(page, list, 40);
  const nodes = await countNodes(page);
  await page.close();
  return { p95: quantile(frames, 0.95), nodes };
}

/** How the instances page of a hub with many rows starts and scrolls in a real browser. */
export async function benchFirstPage(pageUrl: string, rounds: number): Promise<Section> {
  const browser = await launchBrowser();
  const visits: FirstPage[] = [];
  for (let round = 0; round < rounds; round++) visits.push(await visit(browser, pageUrl));
  const scrolls: { p95: number; nodes: number }[] = [];
  for (let round = 0; round < rounds; round++) scrolls.push(await scrollOnce(browser, pageUrl));
  await browser.close();
  const of = (pick: (one: FirstPage) => number) => median(visits.map(pick));
  const [firstKb, firstRowMs] = [of((one) => one.firstKb), of((one) => one.firstRowMs)];
  const nodes = Math.max(...visits.map((one) => one.nodes), ...scrolls.map((one) => one.nodes));
  const p95 = median(scrolls.map((one) => one.p95));
  return {
    title: 'The first page in a browser',
    how: `Chromium, ${viewport.width} × ${viewport.height}, empty cache, the hub of 100,000 rows.`,
    figures: [
      {
        what: 'JavaScript before the first row (gzip)',
        value: firstKb,
        unit: 'kB',
        goal: '≤ 150 kB',
        isMet: firstKb <= 150,
      },
      {
        what: 'JavaScript once the page has settled (gzip)',
        value: of((one) => one.settledKb),
        unit: 'kB',
      },
      {
        what: 'first row, cold',
        value: firstRowMs,
        unit: 'ms',
        goal: '≤ 1,000 ms',
        isMet: firstRowMs <= 1000,
      },
      { what: 'DOM nodes, at most', value: nodes, unit: 'nodes', goal: '≤ 1,200', isMet: nodes <= 1200 },
      {
        what: 'scrolling 40 screens: p95 of a frame',
        value: p95,
        unit: 'ms',
        goal: '≤ 20 ms',
        isMet: p95 <= 20,
      },
    ],
  };
}
