import { expect, test } from 'playwright/test';
import { filtered, paths } from './journey.ts';

/** Pictures of the documentation, taken from the running product; `shows` is what the page has when it is complete. */
const pictures = [
  {
    file: 'instances-light',
    path: filtered('kind:orchestration created>-1h'),
    shows: 'in steps of',
    colorScheme: 'light',
  },
  {
    file: 'instance-dark',
    path: paths.instance('order-1002'),
    shows: 'CardDeclined',
    colorScheme: 'dark',
  },
  {
    file: 'timeline-light',
    path: `${paths.instance('order-1001')}?tab=timeline`,
    shows: 'ReserveStock',
    colorScheme: 'light',
  },
  { file: 'overview-light', path: paths.overview, shows: 'workitems', colorScheme: 'light' },
] as const;

for (const { file, path, shows, colorScheme } of pictures) {
  test(file, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(filtered('id:order-1002'));
    await expect(page.getByRole('table').getByText('Failed')).toBeVisible();
    await page.goto(path);
    await expect(page.getByText(shows).first()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.screenshot({ path: `docs/screenshots/${file}.png` });
  });
}
