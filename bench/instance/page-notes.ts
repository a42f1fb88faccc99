import type { Browser, BrowserContext, Page } from 'playwright';
import { viewport } from '../browser.ts';

export interface Interaction {
  /** Accessible name of what was clicked, as far as the page tells. */
  readonly target: string;
  /** From the input to the next frame that is painted. */
  readonly delayMs: number;
}

/** What a page notes about itself, in its own milliseconds: asking from outside comes later. */
export interface PageNotes {
  readonly firstRowMs: number | null;
  readonly completeMs: number | null;
  readonly interactions: readonly Interaction[];
}

/** Runs in the page before anything else in it. `total` = the number of events as it is shown. */
function takeNotes(total: string): void {
  const notes = {
    firstRowMs: null as number | null,
    completeMs: null as number | null,
    interactions: [] as { target: string; delayMs: number }[],
  };
  Object.assign(window, { notes });
  let hasReadOn = false;
  const observer = new MutationObserver(() => {
    const rows = document.querySelector('[aria-label="History events"]');
    if (rows?.textContent.includes('OrchestratorStarted') === true) notes.firstRowMs ??= performance.now();
    const statuses = [...document.querySelectorAll('[role="status"]')].map((one) => one.textContent);
    const isReading = statuses.some((text) => text.includes('so far'));
    hasReadOn ||= isReading;
    const isTold = statuses.some((text) => text.includes(total));
    if (!isReading && (isTold || hasReadOn)) notes.completeMs ??= performance.now();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { duration, target, interactionId } = entry as PerformanceEventTiming & {
        interactionId?: number;
      };
      if (!interactionId) continue;
      const control = target instanceof Element ? (target.closest('button, input, [role]') ?? target) : null;
      const name = control?.getAttribute('aria-label') ?? control?.textContent ?? 'gone';
      notes.interactions.push({ target: name.slice(0, 40), delayMs: duration });
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}

export function readNotes(page: Page): Promise<PageNotes> {
  return page.evaluate(() => (window as unknown as { notes: PageNotes }).notes);
}

/** False when the time is up first. */
export async function isComplete(page: Page, timeoutMs = 60_000): Promise<boolean> {
  const seen = page.waitForFunction(
    () => (window as unknown as { notes: PageNotes }).notes.completeMs !== null,
    null,
    { timeout: timeoutMs },
  );
  return seen.then(
    () => true,
    () => false,
  );
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** Opens an address in a context of its own, which has an empty cache. */
export async function openNoting(browser: Browser, url: string, events: number): Promise<Visit> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.addInitScript(takeNotes, events.toLocaleString('en-US'));
  await page.goto(url, { waitUntil: 'commit' });
  return { page, context };
}
