import { expect, test } from 'playwright/test';
import { paths } from './journey.ts';

/** Pictures of the documentation, taken from the running product. */
const pictures = [
  { file: 'instances-light', path: paths.instances, colorScheme: 'light' },
  { file: 'instance-dark', path: paths.instance('order-1002'), colorScheme: 'dark' },
  { file: 'overview-light', path: paths.overview, colorScheme: 'light' },
] as const;

for (const { file, path, colorScheme } of pictures) {
  test(file, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(paths.instances);
    await expect(page.getByRole('row', { name: /Completed/ }).first()).toBeVisible();
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.screenshot({ path: `docs/screenshots/${file}.png` });
  });
}
