import type { Browser, Page } from 'playwright';
import { countNodes, viewport } from '../browser.ts';
import { median } from '../measure.ts';
import { atMost, type Figure, type Section } from '../report.ts';
import { pageUrlOf } from './instance-url.ts';
import { isComplete, openNoting } from './page-notes.ts';
import type { SeededHistory } from './seeded-hubs.ts';

interface View {
  readonly tab: string;
  /** There as soon as the view shows the history and not a placeholder. */
  readonly stands: string;
  /** What brings more into the page when it is clicked: a fold, another run to compare with. */
  readonly opens?: string;
  readonly goalMs?: number;
}

const gridRow = '[role="treegrid"] [role="row"]';
const folded = '[role="row"][aria-expanded="false"]';

const views: readonly View[] = [
  { tab: 'Summary', stands: 'table' },
  { tab: 'Timeline', stands: gridRow, opens: folded, goalMs: 1000 },
  {
    tab: 'Graph',
    stands: '[aria-label="Graph of the steps"] button[aria-pressed]',
    opens: 'button[aria-expanded="false"]',
    goalMs: 1500,
  },
  { tab: 'Sequence', stands: gridRow, opens: folded, goalMs: 1500 },
  { tab: 'History', stands: '[aria-label="History events"] [data-index]' },
  { tab: 'Payloads', stands: '[role="option"]' },
  { tab: 'Family', stands: '[role="treeitem"]', opens: '[role="treeitem"][aria-expanded="false"]' },
  { tab: 'Compare', stands: 'form', opens: 'button:has-text("that completed")' },
];

const never = Number.POSITIVE_INFINITY;
const patienceMs = 10_000;
const settleMs = 400;

/** Notes in the page when the next press was, and when what it brought had been painted. */
function noteStanding(selector: string): void {
  const note = { ms: null as number | null };
  Object.assign(window, { standing: note });
  const begin = ({ timeStamp }: Event) => {
    const look = () => {
      if (document.querySelector(selector) === null) requestAnimationFrame(look);
      else requestAnimationFrame((paintedMs) => (note.ms = paintedMs - timeStamp));
    };
    requestAnimationFrame(look);
  };
  addEventListener('pointerdown', begin, { capture: true, once: true });
}

function isStanding(): boolean {
  return (window as unknown as { standing: { ms: number | null } }).standing.ms !== null;
}

function readStanding(): number {
  return (window as unknown as { standing: { ms: number } }).standing.ms;
}

/** Milliseconds from choosing a tab until its view stands; infinite when it never does. */
async function choose(page: Page, { tab, stands }: View): Promise<number> {
  await page.evaluate(noteStanding, `[role="tabpanel"] :is(${stands})`);
  try {
    await page.getByRole('tab', { name: tab }).click({ timeout: patienceMs });
    await page.waitForFunction(isStanding, null, { timeout: patienceMs });
    return await page.evaluate(readStanding);
  } catch {
    return never;
  }
}

/** The most nodes that the page has while its view is opened further and scrolled. */
async function mostNodes(page: Page, { opens }: View): Promise<number> {
  await page.waitForTimeout(settleMs);
  let most = await countNodes(page);
  const look = async () => {
    await page.waitForTimeout(settleMs);
    most = Math.max(most, await countNodes(page));
  };
  const opener = opens === undefined ? null : page.locator(`[role="tabpanel"] ${opens}`).first();
  if (opener !== null && (await opener.count()) > 0) {
    await opener.click({ timeout: patienceMs }).catch(() => undefined);
    // Rows of a grid are unfolded by this key, others do nothing with it.
    await page.keyboard.press('ArrowRight');
    await look();
  }
  await page.mouse.move(viewport.width / 2, viewport.height * 0.6);
  for (let turn = 0; turn < 3; turn++) {
    await page.mouse.wheel(0, 700);
    await look();
  }
  return most;
}

async function openComplete(browser: Browser, dashboardUrl: string, history: SeededHistory) {
  const visit = await openNoting(browser, pageUrlOf(dashboardUrl, history, 'history'), history.events);
  await isComplete(visit.page);
  return visit;
}

/** How long views take to stand once the history is there, each chosen for the first time. */
export async function benchViews(
  browser: Browser,
  dashboardUrl: string,
  history: SeededHistory,
  rounds: number,
): Promise<Section> {
  const timed = views.filter(({ goalMs }) => goalMs !== undefined);
  const samples = new Map(timed.map((view) => [view, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [view, times] of samples) {
      const { page, context } = await openComplete(browser, dashboardUrl, history);
      times.push(await choose(page, view));
      await context.close();
    }
  }
  return {
    title: 'Views of a fan-out of 5,000 activities',
    how: `${history.events.toLocaleString('en')} events, all of them there. From choosing the tab for the first time, its code included, until the view is painted; ${rounds} times.`,
    figures: [...samples].map(([{ tab, goalMs = never }, times]) =>
      atMost(goalMs, { what: tab.toLowerCase(), value: median(times), unit: 'ms' }),
    ),
  };
}

/** The most nodes of every view with any of the histories. */
export async function benchNodes(
  browser: Browser,
  dashboardUrl: string,
  histories: readonly SeededHistory[],
): Promise<Section> {
  const most = new Map<string, number>();
  for (const history of histories) {
    const { page, context } = await openComplete(browser, dashboardUrl, history);
    for (const view of views) {
      const stoodMs = await choose(page, view);
      const nodes = stoodMs === never ? never : await mostNodes(page, view);
      most.set(view.tab, Math.max(nodes, most.get(view.tab) ?? 0));
    }
    await context.close();
  }
  const counts = histories.map(({ events }) => events.toLocaleString('en')).join(', ');
  return {
    title: 'DOM nodes of every view',
    how: `The most of the whole page while the view is scrolled and, where it has folds, one is unfolded (Compare: beside another run of the same name); with histories of ${counts} events. One run each.`,
    figures: [...most].map(([tab, nodes]): Figure =>
      atMost(1200, { what: tab.toLowerCase(), value: nodes, unit: 'nodes' }),
    ),
  };
}
