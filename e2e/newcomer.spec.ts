import { expect, test, type Page } from 'playwright/test';
import { filtered, findInstance, header, openForm, openTab, paths } from './journey.ts';

const hostileId = 'bestellung/2026#17 "ünï" 🚀 100% <b>?';

function confirm(page: Page, command: string) {
  return page.getByRole('dialog').getByRole('button', { name: command, exact: true }).click();
}

const sent = (page: Page) => page.getByRole('list', { name: 'Commands sent' });

test('finds the order that waits for Event_Ship, raises it and sees it complete', async ({ page }) => {
  await findInstance(page, 'warehouse-7001');
  await expect(header(page)).toContainText('Running');
  await expect(page.getByText('Event_Ship').first()).toBeVisible();
  await openForm(page, 'Raise event');
  await page.getByLabel('Event name', { exact: true }).fill('Event_Ship');
  await page.getByLabel('Payload').fill('{"carrier": "DHL"');
  await confirm(page, 'Raise event');
  await expect(page.getByRole('dialog')).toContainText(/JSON/);
  await page.getByLabel('Payload').fill('{"carrier": "DHL"}');
  await confirm(page, 'Raise event');
  await expect(sent(page)).toContainText('queued');
  await expect(sent(page)).toContainText('applied');
  await expect(header(page)).toContainText('Completed');
  await openTab(page, 'History');
  await expect(page.getByRole('row', { name: /EventRaised/ })).toContainText('Event_Ship');
  await expect(page.getByRole('button', { name: 'Terminate' })).toHaveAttribute('aria-disabled', 'true');
});

test('terminates a stuck one and sees it Terminated, in the list as well', async ({ page }) => {
  await findInstance(page, 'stuck-report-1');
  await openForm(page, 'Terminate');
  await expect(page.getByRole('dialog')).toContainText('child instances are not terminated');
  await page.getByLabel('Reason').fill('stuck since yesterday');
  await confirm(page, 'Terminate');
  await expect(sent(page)).toContainText('applied');
  await expect(header(page)).toContainText('Terminated');
  await openTab(page, 'History');
  await expect(page.getByText('stuck since yesterday').first()).toBeVisible();
  await page.goto(filtered('id:stuck-report-1'));
  await expect(page.getByRole('row', { name: /stuck-report-1/ })).toContainText('Terminated');
});

test('opens a hostile id from the list, by its link and after a reload', async ({ page }) => {
  await findInstance(page, hostileId);
  await expect(header(page)).toContainText('Running');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(hostileId);
  await page.goto(paths.instance(hostileId));
  await openForm(page, 'Suspend');
  await confirm(page, 'Suspend');
  await expect(header(page)).toContainText('Suspended');
  await openForm(page, 'Resume');
  await confirm(page, 'Resume');
  await expect(header(page)).toContainText('Running');
});

test('sees the reason of a failed one', async ({ page }) => {
  await findInstance(page, 'order-1002');
  await expect(header(page)).toContainText('Failed');
  await expect(page.getByText('card declined: limit 1000').first()).toBeVisible();
  const terminate = page.getByRole('button', { name: 'Terminate' });
  await expect(terminate).toHaveAttribute('aria-disabled', 'true');
  await expect(terminate).toHaveAccessibleDescription('The instance has ended: it is Failed.');
  await terminate.hover();
  await expect(page.getByRole('tooltip', { name: 'The instance has ended: it is Failed.' })).toBeVisible();
});

test('sees an entity’s state and who holds its lock', async ({ page }) => {
  await page.goto(paths.entities);
  await page.getByRole('link', { name: '@account@savings' }).click();
  await page.getByRole('link', { name: 'transfer-holding' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('transfer-holding');
});

test('is told when an id does not exist', async ({ page }) => {
  await page.goto(paths.instance('no-such-instance'));
  await expect(page.getByRole('main')).toContainText('no-such-instance');
  await expect(page.getByRole('main')).toContainText('No such instance in this task hub');
});
