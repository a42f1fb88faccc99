import { expect, test, type Page } from 'playwright/test';
import { header, openTab, paths, viewOf } from './journey.ts';

const waits = (page: Page) => page.getByRole('region', { name: 'What it waits for' });
/** Everything is folded under the diagnosis that names what counts. */
async function unfoldWaits(page: Page): Promise<void> {
  await waits(page)
    .getByRole('button', { name: /Everything it waits for/, expanded: false })
    .click();
}
const timeline = (page: Page) => viewOf(page, 'Timeline').getByRole('treegrid');

test('a failed order tells which function failed, why, and where in the code', async ({ page }) => {
  await page.goto(paths.instance('order-1002'));
  await expect(header(page)).toContainText('Failed');
  const reason = page.getByRole('region', { name: 'Why it failed' });
  await expect(reason.getByRole('heading')).toContainText('CardDeclined');
  await expect(reason.getByRole('group', { name: 'Message' })).toHaveText('card declined: limit 1000');
  await expect(reason.getByRole('group', { name: 'Stack' })).toContainText('chargeCard');
  const failedStep = page
    .getByRole('region', { name: 'Last failure of a step' })
    .getByRole('button', { name: 'ChargeCard' });
  await failedStep.click();
  await expect(page).toHaveURL(/event=/);
});

test('a history is on the screen after a few files of code', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  await page.goto(paths.instance('order-1002', 'history'));
  const events = page.getByRole('region', { name: 'History events' });
  await expect(events.getByRole('button', { name: /ExecutionStarted/ }).first()).toBeVisible();
  // Each file costs the browser about as much time as 30 kB of code.
  expect(scripts.length).toBeLessThan(25);
});

test('the selected step is the same one in every view', async ({ page }) => {
  await page.goto(paths.instance('order-1002', 'timeline'));
  await timeline(page)
    .getByRole('row', { name: /^ChargeCard/ })
    .click();
  await expect(page).toHaveURL(/event=/);
  await openTab(page, 'Graph');
  await expect(page.getByRole('button', { name: /^ChargeCard, activity, failed/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await openTab(page, 'History');
  const events = page.getByRole('region', { name: 'History events' });
  await expect(events.locator('button[aria-expanded="true"]')).toHaveText(/^Task(Scheduled|Failed)/);
});

test('a waiting order leads to the event that its child waits for', async ({ page }) => {
  await page.goto(paths.instance('order-1003'));
  await unfoldWaits(page);
  await expect(waits(page)).toContainText('Waits for the child');
  await expect(waits(page)).toContainText('Event_Ship');
  await waits(page).getByRole('link', { name: 'order-1003:ship-1', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('order-1003:ship-1');
  await unfoldWaits(page);
  await expect(waits(page)).toContainText('waits for an external event');
  await expect(waits(page)).toContainText('Event_Ship');
});

test('a transfer behind a lock leads to the entity, and the entity to the holder', async ({ page }) => {
  await page.goto(paths.instance('transfer-waiting'));
  await unfoldWaits(page);
  await expect(waits(page)).toContainText(/the locks? of/);
  await waits(page).getByRole('link', { name: '@account@savings' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('@account@savings');
  const state = page.getByRole('region', { name: 'State', exact: true });
  await expect(state.getByRole('link', { name: 'transfer-holding' })).toBeVisible();
  const queue = page.getByRole('table', { name: 'Waiting operations' });
  await expect(queue.getByRole('row', { name: /lock request/ })).toContainText('transfer-waiting');
});

test('three hundred siblings are one row until they are unfolded', async ({ page }) => {
  await page.goto(paths.instance('stocktake-north', 'timeline'));
  const folded = timeline(page).getByRole('row', { name: /^300 × CountShelf/ });
  await expect(folded).toHaveAttribute('aria-expanded', 'false');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '2');
  await folded.click();
  await timeline(page).press('ArrowRight');
  await expect(folded).toHaveAttribute('aria-expanded', 'true');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '302');
  await expect(page).toHaveURL(/unfolded=/);
});

test('all views are reached and walked through by keyboard alone', async ({ page }) => {
  await page.goto(paths.instance('order-1002'));
  const tabs = page.getByRole('tablist', { name: 'Views' });
  await tabs.getByRole('tab', { name: 'Summary' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tabs.getByRole('tab', { name: 'Timeline' })).toBeFocused();
  await page.keyboard.press('Enter');
  await timeline(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const active = timeline(page).locator('[role="row"][aria-selected="true"]');
  await expect(active).toHaveAccessibleName(/^ChargeCard/);
  await page.keyboard.press('Home');
  await expect(active).toHaveAccessibleName(/^Orchestrator/);
  for (const name of ['Graph', 'Sequence', 'History', 'Payloads', 'Family', 'Compare'] as const) {
    await tabs.locator('[aria-selected="true"]').focus();
    await page.keyboard.press('ArrowRight');
    await expect(tabs.getByRole('tab', { name })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(viewOf(page, name)).toBeVisible();
  }
});

test('a downloaded history is opened without a hub', async ({ page, browser }) => {
  // The system's own dialog for saving files cannot be answered from a test.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(paths.instance('order-1002', 'history'));
  const download = page.waitForEvent('download');
  await viewOf(page, 'History').getByRole('link', { name: 'Download all as JSON' }).click();
  const file = await (await download).path();
  const context = await browser.newContext();
  const offline = await context.newPage();
  await offline.goto(paths.import);
  const chooser = offline.getByLabel('History file');
  await expect(chooser).toBeEnabled();
  // Code of the views comes from the server, data does not.
  await offline.route('**/api/**', (route) => route.abort());
  await chooser.setInputFiles(file);
  await expect(offline.getByText(/^Imported from/)).toBeVisible();
  await expect(offline.getByRole('heading', { level: 1 })).toContainText('order-1002');
  await expect(offline.getByRole('region', { name: 'Why it failed' })).toContainText('CardDeclined');
  await openTab(offline, 'Timeline');
  await expect(timeline(offline).getByRole('row', { name: /^ChargeCard/ })).toBeVisible();
  await openTab(offline, 'Payloads');
  await expect(viewOf(offline, 'Payloads')).toContainText('"donald"');
  await context.close();
});
