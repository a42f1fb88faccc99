import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from 'playwright/test';
import { expectNoAxeViolations, filtered, paths } from './journey.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Add a filter' });
const list = (page: Page) => page.getByRole('table', { name: 'Instances' });
const link = (page: Page, id: string) => list(page).getByRole('link', { name: id, exact: true });

async function typeFilter(page: Page, text: string): Promise<void> {
  await expect(field(page)).toBeVisible();
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Long ids are shown without their middle, their links are whole. */
async function shownIds(page: Page): Promise<string[]> {
  const links = list(page).locator('[data-row] a');
  // All of one moment: rows may come and go between two questions.
  const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return hrefs.map((href) => decodeURIComponent(href.split('/').pop() ?? ''));
}

test('finds the failed order by a typed filter, and takes the filter off again', async ({ page }) => {
  await page.goto(paths.instances);
  await expect(list(page).locator('[data-row]').first()).toBeVisible();
  await typeFilter(page, 'status:failed name:order* failure:declined');
  await expect(page).toHaveURL(/q=status%3Afailed\+name%3A/);
  await expect(link(page, 'order-1002')).toBeVisible();
  await expect(link(page, 'order-1001')).toHaveCount(0);
  await page.getByRole('button', { name: 'Exclude: Status is Failed' }).click();
  await expect(page.getByRole('button', { name: /^Status is not Failed/ })).toBeVisible();
  await expect(link(page, 'order-1002')).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page).not.toHaveURL(/q=/);
});

test('is told which part of a filter is not understood while the rest works', async ({ page }) => {
  await page.goto(filtered('stauts:failed id:order-1002'));
  await expect(link(page, 'order-1002')).toBeVisible();
  await expect(page.getByText(/1 part of the filter is ignored/)).toContainText('There is no field “stauts”');
});

test('narrows by a facet and by the brush of the histogram', async ({ page }) => {
  await page.goto(filtered('status:failed'));
  const facet = page.getByRole('region', { name: 'Facets' }).getByRole('region', { name: 'Name' });
  await facet.getByRole('button', { name: 'InvoiceSync', exact: true }).click();
  await expect(link(page, 'invoice-88120')).toBeVisible();
  await expect(link(page, 'order-1002')).toHaveCount(0);
  await page.goto(filtered('status:failed'));
  const total = page.getByRole('region', { name: 'Histogram' }).getByRole('slider');
  await total.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/created%3A/);
  await expect(page.getByRole('button', { name: /^Created / })).toBeVisible();
});

test('a shared address shows another person the same list', async ({ page, browser }) => {
  await page.goto(
    filtered('kind:orchestration name:PayrollRun,PayrollBatch', { sort: 'instanceId', order: 'asc' }),
  );
  await expect(link(page, 'payroll-2026-10')).toBeVisible();
  const ids = await shownIds(page);
  expect(ids.length).toBeGreaterThan(3);
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto(page.url());
  await expect(link(theirs, 'payroll-2026-10')).toBeVisible();
  expect(await shownIds(theirs)).toEqual(ids);
  await other.close();
});

test('keeps a view for everybody, who find it in their menu', async ({ page, browser }) => {
  await page.goto(filtered('status:failed'));
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  const menu = page.getByRole('dialog', { name: 'Saved views' });
  await menu.getByLabel('Name of the view').fill('Broken ones');
  await menu.getByRole('radio', { name: 'Everybody' }).click();
  await menu.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'View: Broken ones' })).toBeVisible();
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto(`${paths.instances}?q=kind%3Aentity`);
  await theirs.getByRole('button', { name: 'Views', exact: true }).click();
  await theirs
    .getByRole('dialog', { name: 'Saved views' })
    .getByRole('button', { name: 'Broken ones', exact: true })
    .click();
  await expect(theirs).toHaveURL(/q=status%3Afailed/);
  await expect(link(theirs, 'order-1002')).toBeVisible();
  await other.close();
});

test('the menu of a row opens the form of a command on the page of the instance', async ({ page }) => {
  await page.goto(filtered('name:Approval status:running'));
  const first = list(page).locator('[data-row] a').first();
  const id = (await first.getAttribute('aria-label')) ?? '';
  await first.click({ button: 'right' });
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Terminate…' })).not.toHaveAttribute('aria-disabled');
  await expect(menu.getByRole('menuitem', { name: 'Rewind…' })).toHaveCount(0);
  await menu.getByRole('menuitem', { name: 'Terminate…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Terminate this instance?' });
  await expect(dialog).toContainText(id);
  await expect(page).toHaveURL(new URL(paths.instance(id), page.url()).href);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('list', { name: 'Commands sent' }).getByRole('listitem')).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/selected=/);
});

test('exports what the list shows', async ({ page }) => {
  // The system's own dialog for saving files cannot be answered from a test.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(filtered('name:PayrollRun,PayrollBatch', { sort: 'instanceId', order: 'asc' }));
  await expect(link(page, 'payroll-2026-10')).toBeVisible();
  const ids = await shownIds(page);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await expectNoAxeViolations(page);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  expect(header).toContain('instanceId');
  // No id of this list holds a comma or a quote.
  const cells = (line: string) => line.split(',').map((cell) => cell.replaceAll('"', ''));
  const place = cells(header ?? '').indexOf('instanceId');
  expect(lines.map((line) => cells(line)[place])).toEqual(ids);
});

test('Ctrl-K leads to an instance, by keyboard alone', async ({ page }) => {
  await page.goto(paths.overview);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('order-1002');
  await expect(page.getByRole('option', { name: /order-1002/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('order-1002');
});

test('rows stay where they are while the hub works', async ({ page }) => {
  await page.goto(paths.instances);
  await expect(list(page).locator('[data-row]').first()).toBeVisible();
  // A list opened on an index nobody watched catches up once.
  await expect(page.getByText('nobody watched since')).toHaveCount(0);
  const first = await shownIds(page);
  await expect(page.getByRole('button', { name: /\d+\+? new/ })).toBeVisible({ timeout: 45_000 });
  expect((await shownIds(page)).slice(0, 5)).toEqual(first.slice(0, 5));
});

test('a bar of the throughput page opens the list behind it', async ({ page }) => {
  await page.goto(`${paths.throughput}?window=1h`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Throughput');
  await page.getByRole('link', { name: 'Show in list' }).click();
  await expect(page).toHaveURL(/created/);
  await expect(list(page).locator('[data-row]').first()).toBeVisible();
});

test('a group of failures opens the list of its instances', async ({ page }) => {
  await page.goto(paths.failures);
  await page
    .getByRole('link', { name: /card declined/ })
    .first()
    .click();
  await expect(page).toHaveURL(/fingerprint/);
  await expect(link(page, 'order-1002')).toBeVisible();
});
