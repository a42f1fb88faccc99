import type { Browser, Page } from 'playwright';
import { median } from '../measure.ts';
import { atMost, type Section } from '../report.ts';
import { pageUrlOf } from './instance-url.ts';
import { openNoting, readNotes, type Interaction } from './page-notes.ts';
import type { SeededHistory } from './seeded-hubs.ts';

/** Views in the order of a hurried reader, with a control that each has. */
const visits: readonly { readonly tab: string; readonly control?: RegExp }[] = [
  { tab: 'History', control: /^TaskCompleted/ },
  { tab: 'Timeline', control: /^Show less time/ },
  { tab: 'Summary' },
  { tab: 'Graph', control: /^Zoom in/ },
  { tab: 'Payloads', control: /^By size/ },
  { tab: 'Sequence' },
];

const patienceMs = 2_000;

async function clickOn(page: Page, role: 'tab' | 'button', name: string | RegExp): Promise<void> {
  const control = page.getByRole(role, { name }).first();
  // A control that does not come while the history is read is not measured.
  await control.click({ timeout: patienceMs }).catch(() => undefined);
}

/** Clicks through the views until the history is complete, beginning with another one in every round. */
async function hurry(page: Page, round: number): Promise<void> {
  await page.getByRole('tab').first().waitFor();
  for (let turn = round * 2; turn < round * 2 + visits.length * 3; turn++) {
    const visit = visits[turn % visits.length];
    if (visit === undefined || (await readNotes(page)).completeMs !== null) return;
    await clickOn(page, 'tab', visit.tab);
    if (visit.control !== undefined) await clickOn(page, 'button', visit.control);
  }
}

async function clickThrough(
  browser: Browser,
  url: string,
  events: number,
  round: number,
): Promise<readonly Interaction[]> {
  const { page, context } = await openNoting(browser, url, events);
  await hurry(page, round);
  // Delays are told after the frame that ends them.
  await page.waitForTimeout(500);
  const { interactions } = await readNotes(page);
  await context.close();
  return interactions;
}

/** How long the page takes to answer clicks while the history comes in. */
export async function benchWhileLoading(
  browser: Browser,
  dashboardUrl: string,
  history: SeededHistory,
  rounds: number,
): Promise<Section> {
  const url = pageUrlOf(dashboardUrl, history, 'history');
  const slowest: Interaction[] = [];
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    const interactions = await clickThrough(browser, url, history.events, round);
    count += interactions.length;
    const [first] = [...interactions].sort((one, other) => other.delayMs - one.delayMs);
    if (first !== undefined) slowest.push(first);
  }
  slowest.sort((one, other) => other.delayMs - one.delayMs);
  const [worst] = slowest;
  return {
    title: 'Clicks while the history is read',
    how: `Tabs, filters and buttons of the views, clicked one after another while ${history.events.toLocaleString('en')} events come in, ${rounds} times. From the press to the next painted frame, as the browser reports it (in steps of 8 ms; faster ones than 16 ms are not told).`,
    figures: [
      atMost(100, {
        what: 'slowest click, median of the runs',
        value: median(slowest.map(({ delayMs }) => delayMs)),
        unit: 'ms',
      }),
      {
        what: `slowest of all: “${worst?.target ?? 'none'}”`,
        value: worst?.delayMs ?? Number.NaN,
        unit: 'ms',
      },
      { what: 'clicks that took 16 ms or more', value: count, unit: 'clicks' },
    ],
  };
}
