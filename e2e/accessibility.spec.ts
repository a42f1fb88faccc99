import { expect, test, type Page } from 'playwright/test';
import { expectNoAxeViolations, filtered, openForm, paths } from './journey.ts';

/** Each page with a text that it has when it is complete. */
const pages = {
  'hubs overview': { path: paths.overview, shows: 'workitems' },
  instances: { path: `${paths.instances}?sort=instanceId&order=asc`, shows: '@account@giro' },
  'filtered instances': {
    path: filtered('status:failed nonsense:1 -name:Order* created>-2d'),
    shows: 'is ignored',
  },
  throughput: { path: `${paths.throughput}?window=1h`, shows: 'The window and the one before' },
  failures: { path: paths.failures, shows: 'card declined' },
  health: { path: paths.health, shows: 'Requests a minute' },
  partitions: { path: paths.partitions, shows: 'Performance targets' },
  'messages of a queue': {
    path: `${paths.partitions}?queue=durascopedemo-control-00`,
    shows: 'Messages of control-00',
  },
  'functions map': { path: paths.functions, shows: 'Functions' },
  alerts: { path: paths.alerts, shows: 'Begin with' },
  'failed instance': { path: paths.instance('order-1002'), shows: 'CardDeclined' },
  'waiting instance': { path: paths.instance('order-1003'), shows: 'Event_Ship' },
  timeline: { path: paths.instance('order-1003', 'timeline'), shows: 'ChargeCard' },
  'folded timeline': { path: paths.instance('stocktake-north', 'timeline'), shows: '300 × CountShelf' },
  graph: { path: paths.instance('order-1003', 'graph'), shows: 'ChargeCard' },
  sequence: { path: paths.instance('order-1003', 'sequence'), shows: 'ChargeCard' },
  history: { path: paths.instance('order-1003', 'history'), shows: 'TaskScheduled' },
  payloads: { path: paths.instance('order-1003', 'payloads'), shows: 'ChargeCard' },
  family: { path: paths.instance('order-1003', 'family'), shows: 'order-1003:ship-1' },
  comparison: { path: `${paths.instance('order-1002', 'compare')}&with=order-1003`, shows: 'ChargeCard' },
  import: { path: paths.import, shows: 'Open a history file' },
  'missing instance': { path: paths.instance('no-such-instance'), shows: 'No such instance' },
  entities: { path: paths.entities, shows: 'savings' },
  'locked entity': { path: paths.entity('@account@savings'), shows: 'transfer-holding' },
};

async function openWhole(page: Page, { path, shows }: { path: string; shows: string }): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(shows).first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

for (const [name, target] of Object.entries(pages)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing on ${name}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await openWhole(page, target);
      await expectNoAxeViolations(page);
    });
  }
}

test('axe finds nothing in an open dialog', async ({ page }) => {
  await page.goto(paths.instance('approval-2001'));
  await expect(await openForm(page, 'Raise event')).toBeVisible();
  await expectNoAxeViolations(page);
});

test('an instance is found, opened and suspended by keyboard alone', async ({ page }) => {
  await page.goto(paths.instances);
  await expect(page.getByRole('row', { name: /approval-2001|order-/ }).first()).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Add a filter' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('approval-2001');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'approval-2001', exact: true })).toBeVisible();
  await page.getByRole('row', { name: /approval-2001/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('approval-2001');
  await page.getByRole('button', { name: 'Suspend' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Suspend' })).toBeFocused();
});

for (const [name, target] of Object.entries(pages)) {
  test(`nothing overflows at 900 px on ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 700 });
    await openWhole(page, target);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('on a phone the tab that the address names is in sight, and relatives can be told apart', async ({
  page,
}) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await openWhole(page, pages.family);
  await expect(page.getByRole('tab', { name: 'Family' })).toBeInViewport({ ratio: 0.9 });
  const id = page.getByRole('treeitem', { name: /order-1003:ship-1/ }).getByText('order', { exact: false });
  expect((await id.first().boundingBox())?.width).toBeGreaterThan(60);
});
