import { expect } from 'playwright/test';
import { filtered, paths } from './journey.ts';
import { test } from './own-server.ts';

const judged = { timeout: 150_000 };

/** A task hub that works, then loses its worker, then works again: pictures of the documentation, each where most is to be seen. */
test('health-light, partitions-light, functions-light', async ({ page, context }) => {
  test.setTimeout(420_000);
  const shoot = async (file: string) => {
    await expect(page.getByRole('button', { name: /^User/ })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.screenshot({ path: `docs/screenshots/${file}.png` });
  };
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(filtered('id:order-1002'));
  await expect(page.getByRole('table').getByText('Failed')).toBeVisible(judged);
  await page.goto(paths.functions);
  await page.getByRole('button', { name: 'Read histories' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeHidden(judged);
  const graph = page.getByRole('group', { name: 'Graph of the functions' });
  await graph.getByRole('button', { name: /^Orchestrator OrderWorkflow, / }).click();
  await expect(page.getByRole('region', { name: /^What breaks/ })).toContainText('Counts as of');
  await shoot('functions-light');

  // Queues are sampled while somebody looks.
  const watching = await context.newPage();
  await watching.goto(paths.partitions);
  await page.goto(paths.overview);
  await page.getByRole('button', { name: 'Stop its worker' }).click();
  await expect(page.getByRole('link', { name: 'Broken' })).toBeVisible(judged);
  await page.getByRole('link', { name: 'Broken' }).click();
  await expect(page.getByRole('heading', { name: /stuck/ })).toBeVisible(judged);
  await shoot('health-light');

  await page.goto(paths.partitions);
  await expect(page.getByRole('grid', { name: 'Queues over time' })).toBeVisible();
  await shoot('partitions-light');
});
