import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright';
import { median, quantile } from '../measure.ts';
import type { Section } from '../report.ts';

const launchOptions = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
};
const viewport = { width: 1440, height: 900 };

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
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await context.close();
  return {
    firstKb: gzippedKb(first.map(({ path }) => path)),
    settledKb: gzippedKb(scripts.map(({ path }) => path)),
    firstRowMs: rowMs,
    nodes,
  };
}

/** Milliseconds between frames while the wheel turns over `screens` windows of rows. */
async function scrollFrames(page: Page, screens: number): Promise<number[]> {
  const list = page.locator('[data-scroll-restoration-id="instances"]');
  await list.hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let last = performance.now();
    const note = () => {
      const present = performance.now();
      frames.push(present - last);
      last = present;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (let turn = 0; turn < screens * 6; turn++) await page.mouse.wheel(0, 140);
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames);
}

async function scrollOnce(browser: Browser, url: string): Promise<{ p95: number; nodes: number }> {
  const page = await browser.newPage({ viewport });
  await page.goto(url);
  await page.locator('[data-row="0"] a').waitFor();
  // The first screens bring the code of the virtualiser, which is no part of scrolling.
  await scrollFrames(page, 3);
  const frames = await scrollFrames(page, 40);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await page.close();
  return { p95: quantile(frames, 0.95), nodes };
}

/** How the instances page of a hub with many rows starts and scrolls in a real browser. */
export async function benchFirstPage(pageUrl: string, rounds: number): Promise<Section> {
  const browser = await chromium.launch(launchOptions);
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
