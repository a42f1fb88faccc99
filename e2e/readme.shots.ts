import { expect, test } from 'playwright/test';
import { filtered, paths } from './journey.ts';

/** Pictures of the documentation, taken from the running product; `shows` is what the page has when it is complete, `opens` the form in front of it. */
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
  {
    file: 'rewind-light',
    path: paths.instance('payroll-2026-10'),
    shows: 'Failed',
    opens: 'Rewind',
    colorScheme: 'light',
  },
  { file: 'overview-light', path: paths.overview, shows: 'workitems', colorScheme: 'light' },
] as const;

for (const { file, path, shows, colorScheme, ...form } of pictures) {
  test(file, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(filtered('id:order-1002'));
    await expect(page.getByRole('table').getByText('Failed')).toBeVisible();
    await page.goto(path);
    await expect(page.getByText(shows).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /^User/ })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    if ('opens' in form) {
      await page.getByRole('button', { name: form.opens }).click();
      await expect(page.getByRole('dialog').getByText(/^Undone/)).toBeVisible();
    }
    await page.screenshot({ path: `docs/screenshots/${file}.png` });
  });
}
