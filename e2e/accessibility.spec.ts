import { expect, test } from 'playwright/test';
import { expectNoAxeViolations, paths } from './journey.ts';

const pages = {
  'hubs overview': paths.overview,
  instances: paths.instances,
  'failed instance': paths.instance('order-1002'),
  'waiting instance': paths.instance('approval-2001'),
  'missing instance': paths.instance('no-such-instance'),
  entities: paths.entities,
  'locked entity': paths.entity('@account@savings'),
};

for (const [name, path] of Object.entries(pages)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing on ${name}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('load');
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectNoAxeViolations(page);
    });
  }
}

test('axe finds nothing in an open dialog', async ({ page }) => {
  await page.goto(paths.instance('approval-2001'));
  await page.getByRole('button', { name: 'Raise event' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoAxeViolations(page);
});

test('an instance is found, opened and suspended by keyboard alone', async ({ page }) => {
  await page.goto(paths.instances);
  await expect(page.getByRole('row', { name: /approval-2001|order-/ }).first()).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('approval-2001');
  await expect(page.getByRole('link', { name: 'approval-2001', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'approval-2001', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('approval-2001');
  await page.getByRole('button', { name: 'Suspend' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Suspend' })).toBeFocused();
});

for (const [name, path] of Object.entries(pages)) {
  test(`nothing overflows at 900 px on ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 700 });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
