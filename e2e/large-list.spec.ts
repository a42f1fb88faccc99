import { expect, test, type Page } from 'playwright/test';
import { expectNoAxeViolations } from './journey.ts';

/** The dashboard over 100,000 generated instances, see the configuration. */
const address = 'http://127.0.0.1:7398/hubs/generated~Generated/instances';
const rows = (page: Page) => page.getByRole('table', { name: 'Instances' }).locator('[data-row]');
const scroller = (page: Page) => page.locator('[data-scroll-restoration-id="instances"]');

function nodesOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length);
}

test('100,000 rows are scrolled with few nodes, and back leads to the same place', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${address}?sort=instanceId&order=asc`);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('table', { name: 'Instances' })).toHaveAttribute('aria-rowcount', '100001');
  await scroller(page).hover();
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 400);
  await expect
    .poll(async () => Number(await rows(page).first().getAttribute('data-row')))
    .toBeGreaterThan(500);
  await expect(rows(page).nth(5).getByRole('link')).toBeVisible();
  let lastTop = -1;
  const isAtRest = async () => {
    const now = await scroller(page).evaluate((element) => element.scrollTop);
    const isSame = now === lastTop;
    lastTop = now;
    return isSame;
  };
  await expect.poll(isAtRest, { intervals: [300] }).toBe(true);
  expect(await nodesOf(page)).toBeLessThanOrEqual(1200);
  const target = rows(page).nth(12).getByRole('link');
  const href = (await target.getAttribute('href')) ?? '';
  const top = await scroller(page).evaluate((element) => element.scrollTop);
  await target.click();
  await expect(page.getByRole('table', { name: 'Instances' })).toHaveCount(0);
  await page.goBack();
  await expect(rows(page).locator(`a[href="${href}"]`)).toBeVisible();
  const topAgain = await scroller(page).evaluate((element) => element.scrollTop);
  expect(Math.abs(topAgain - top)).toBeLessThan(64);
});

test('the end of a long list is one key away, also from a row that had the focus before scrolling was loaded', async ({
  page,
}) => {
  let letThrough: () => void = () => undefined;
  const isFocused = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/virtual-rows-*.js', async (route) => {
    await isFocused;
    await route.continue();
  });
  await page.goto(`${address}?sort=instanceId&order=asc`);
  await rows(page).first().focus();
  const isLoaded = page.waitForResponse('**/virtual-rows-*.js');
  letThrough();
  await isLoaded;
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator('[data-row="99999"]').getByRole('link')).toBeVisible();
});

test('a click on a row is not lost while the list still scrolls', async ({ page }) => {
  await page.goto(`${address}?sort=instanceId&order=asc`);
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await scroller(page).hover();
  await scroller(page).evaluate((element) => {
    let frame = 0;
    const turn = () => {
      element.scrollBy(0, 1);
      frame = window.requestAnimationFrame(turn);
    };
    turn();
    element.addEventListener('pointerdown', () => window.cancelAnimationFrame(frame), { capture: true });
  });
  await expect(page.locator('[data-scrolling]')).toBeVisible();
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(/\/(instances|entities)\/./);
});

test('the last row can be scrolled out from under the bar of the selection', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await page.goto(`${address}?sort=instanceId&order=asc`);
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await rows(page).nth(1).getByRole('checkbox').click();
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar).toBeVisible();
  await rows(page).nth(1).focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowDown');
  const walked = page.locator('[role=row][data-row="21"]');
  await expect(walked).toBeFocused();
  const walkedBox = await walked.boundingBox();
  expect((walkedBox?.y ?? 0) + (walkedBox?.height ?? 0)).toBeLessThanOrEqual(
    (await bar.boundingBox())?.y ?? 0,
  );
  await scroller(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  const last = page.locator('[role=row][data-row="99999"]');
  await expect(last).toBeVisible();
  const [rowBox, barBox] = [await last.boundingBox(), await bar.boundingBox()];
  expect((rowBox?.y ?? 0) + (rowBox?.height ?? 0)).toBeLessThanOrEqual(barBox?.y ?? 0);
});

test('on a narrow screen rows are in sight below a filter, and the page scrolls until they fill it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(`${address}?q=${encodeURIComponent('status:failed name:Order*')}`);
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await expect(rows(page).nth(5).getByRole('checkbox')).toBeInViewport({ ratio: 1 });
  await rows(page).first().focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-row="20"]').getByRole('checkbox')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Clear the selection' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Show the histogram' }).click();
  await expect(page.getByRole('region', { name: 'Histogram' })).toBeVisible();
  await page.getByRole('main').evaluate((main) => main.scrollTo({ top: main.scrollHeight }));
  await expect(rows(page).nth(10).getByRole('checkbox')).toBeInViewport({ ratio: 1 });
});

test('once the wheel rests, the row under the pointer is the one that is pointed at', async ({ page }) => {
  await page.goto(`${address}?sort=instanceId&order=asc`);
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await page.mouse.move(700, 500);
  await expect(page.locator('[role=row][data-row]:hover')).toHaveCount(1);
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, 60);
  await expect(page.locator('[data-scrolling]')).toHaveCount(0);
  await expect
    .poll(() =>
      page.evaluate(() => {
        const under = document.elementFromPoint(700, 500)?.closest('[role=row]');
        return under != null && under === document.querySelector('[role=row][data-row]:hover');
      }),
    )
    .toBe(true);
});

test('axe finds nothing while the menu of a row or completions are open', async ({ page }) => {
  await page.goto(`${address}?sort=instanceId&order=asc`);
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await rows(page).nth(12).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy id' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type('status:');
  await expect(page.getByRole('option', { name: 'failed' })).toBeVisible();
  await expectNoAxeViolations(page);
});
