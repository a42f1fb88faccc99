import { expect, type Locator, type Page } from 'playwright/test';
import { expectNoAxeViolations, filtered, header, paths } from './journey.ts';
import { test } from './own-server.ts';

/** A worker is not called missing before it had time to start again; verdicts come every ten seconds. */
const judged = { timeout: 150_000 };
/** Reactions of an idle worker may take as long as its longest pause. */
const reaction = { timeout: 60_000 };

test.use({ actionTimeout: 30_000 });

const card = (page: Page) => page.getByRole('article', { name: 'DurascopeDemo' });
const sent = (page: Page) => page.getByRole('list', { name: 'Commands sent' }).getByRole('listitem');
const diagnosis = (page: Page) => page.getByRole('region', { name: 'Why does it not move?' });

async function switchWorker(page: Page, wanted: 'Stop' | 'Start'): Promise<void> {
  await page.goto(paths.overview);
  await card(page)
    .getByRole('button', { name: `${wanted} its worker` })
    .click();
  const other = wanted === 'Stop' ? 'Start' : 'Stop';
  await expect(card(page).getByRole('button', { name: `${other} its worker` })).toBeVisible(reaction);
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeViolations(page);
  }
}

async function goInRail(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pages of this task hub' })
    .getByRole('link', { name, exact: true })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

/** An orchestration whose start waits in the queue, by the page of its queue. */
async function openWaitingStart(page: Page): Promise<string> {
  const starts = page
    .getByRole('table', { name: 'Peeked messages' })
    .getByRole('row', { name: /ExecutionStarted/ });
  const link = starts.first().getByRole('link');
  const id = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(id);
  return id;
}

async function terminate(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: 'Commands' })
    .getByRole('button', { name: 'Terminate', exact: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('nobody worked on it');
  await dialog.getByRole('button', { name: 'Terminate', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a worker that stops is found by its verdict, its partition, a message and its instance, until it works again', async ({
  page,
}) => {
  test.setTimeout(420_000);
  await page.goto(paths.overview);
  await expect(card(page).getByRole('link', { name: /Healthy|Degraded/ })).toBeVisible(judged);
  await switchWorker(page, 'Stop');

  const broken = card(page).getByRole('link', { name: 'Broken' });
  await expect(broken).toBeVisible(judged);
  await expect(card(page)).toContainText('No worker runs while messages wait');
  await broken.click();
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toContainText('Broken');
  const reason = verdict.getByRole('listitem').filter({ hasText: 'No worker runs while messages wait' });
  await expectAccessible(page);
  await reason
    .first()
    .getByText(/^\d+ more$/)
    .click();
  await reason.first().getByRole('link', { name: 'Show the partition' }).first().click();

  await expect(page.getByRole('heading', { level: 1 })).toContainText('Partitions');
  await expect(page.getByRole('table', { name: 'Peeked messages' })).toBeVisible();
  await expectAccessible(page);
  const id = await openWaitingStart(page);
  await expect(header(page)).toContainText('Pending');
  await expect(diagnosis(page)).toContainText(/No worker/);
  await expectAccessible(page);
  await terminate(page);
  await expect(sent(page)).toContainText('queued');

  const other = await page.context().newPage();
  await switchWorker(other, 'Start');
  await expect(sent(page)).toContainText('applied', reaction);
  await expect(header(page)).toContainText('Terminated');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(id);
  await expect(card(other).getByRole('link', { name: /Healthy|Degraded/ })).toBeVisible(judged);
  await expect(card(other)).not.toContainText('No worker runs');
});

test('queues over time are walked through by keyboard, and are a table as well', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(paths.overview);
  await card(page)
    .getByRole('link', { name: /orchestrations/ })
    .click();
  await goInRail(page, 'Partitions');
  const map = page.getByRole('grid', { name: 'Queues over time' });
  await map.focus();
  const place = map.getByRole('gridcell');
  await expect(place).toHaveAccessibleName(/^control-00, .*: \d+ messages?/);
  await page.keyboard.press('ArrowDown');
  await expect(place).toHaveAccessibleName(/^control-01, /);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/queue=durascopedemo-control-01/);
  await expect(page.getByRole('region', { name: 'Messages of control-01' })).toBeVisible();
  await page
    .getByRole('radiogroup', { name: 'Value of a cell' })
    .getByRole('radio', { name: 'Owner' })
    .check();
  await page.getByRole('button', { name: /as a table$/ }).click();
  const table = page.getByRole('table', { name: 'Queues over time, as a table' });
  await expect(table.getByRole('columnheader', { name: 'control-01' })).toBeVisible();
  await expect(table).not.toContainText('workitems');
  await expectAccessible(page);
});

/** The first orders have been worked on by then. */
async function openFunctions(page: Page): Promise<Locator> {
  await page.goto(filtered('id:order-1002'));
  await expect(page.getByRole('table').getByText('Failed')).toBeVisible(reaction);
  await page.goto(paths.functions);
  await page.getByRole('button', { name: 'Read histories' }).click();
  const graph = page.getByRole('group', { name: 'Graph of the functions' });
  await expect(graph.getByRole('button', { name: /^Orchestrator OrderWorkflow, / })).toBeVisible(reaction);
  return graph;
}

test('who calls what is a graph and a table, and says what would break', async ({ page }) => {
  test.setTimeout(180_000);
  const graph = await openFunctions(page);
  await graph.getByRole('button', { name: /^Activity ChargeCard, / }).click();
  const panel = page.getByRole('complementary', { name: 'Selected function' });
  await expect(panel).toContainText('ChargeCard');
  const impact = panel.getByRole('region', { name: 'What breaks if it is renamed or removed' });
  await expect(impact).toContainText('OrderWorkflow');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await page.getByRole('radio', { name: 'Table' }).check();
  const table = page.getByRole('table', { name: 'Functions' });
  await table.getByRole('button', { name: /^OrderWorkflow/ }).click();
  await expect(panel.getByRole('region', { name: 'Calls' })).toContainText('ChargeCard');
  await expect(impact).toContainText('of it');
  await expectAccessible(page);
});

test('an alert rule is made, reaches a webhook, and leaves its traces', async ({ page, own }) => {
  test.setTimeout(180_000);
  await page.goto(paths.alerts);
  await page.getByRole('button', { name: 'Send a test to pager' }).click();
  await expect(page.getByRole('list', { name: 'Targets' })).toContainText('Delivered');
  expect(own.delivered).toMatchObject([{ type: 'alert.test', isTest: true }]);

  await page.getByRole('button', { name: 'New rule' }).click();
  const form = page.getByRole('form', { name: 'Alert rule' });
  await form.getByLabel('Name', { exact: true }).fill('Yearly report is missing');
  await form.getByRole('combobox', { name: 'Condition' }).selectOption('not-completed');
  await form.getByLabel('Orchestrator').fill('YearlyReport');
  await form.getByLabel('None completed in the last').fill('1m');
  await form.getByLabel('Has to hold for').fill('0s');
  await form.getByRole('checkbox', { name: /pager/ }).check();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save rule' }).click();

  const rule = page
    .getByRole('table', { name: 'Alert rules' })
    .getByRole('row', { name: /Yearly report is missing/ });
  await expect(rule).toContainText(/firing/i, { timeout: 90_000 });
  const ofRule = () => own.delivered.filter((one) => one.rule?.name === 'Yearly report is missing');
  await expect.poll(() => ofRule().map(({ type }) => type)).toEqual(['alert.fired']);
  const history = page.getByRole('table', { name: 'History of alerts' });
  await expect(history.getByRole('row', { name: /Yearly report is missing/ }).first()).toBeVisible();
  await expectAccessible(page);

  await rule.getByRole('button', { name: 'Remove Yearly report is missing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove rule' }).click();
  await expect(rule).toHaveCount(0);
  await expect.poll(() => ofRule().map(({ type }) => type)).toEqual(['alert.fired', 'alert.closed']);
});

test('the deployment gate answers a person and a pipeline alike', async ({ page, request }) => {
  test.setTimeout(120_000);
  await page.goto(paths.health);
  const gate = page.getByRole('region', { name: 'Deployment gate' });
  await gate.getByRole('textbox', { name: 'Functions that change' }).fill('Approval');
  await gate.getByRole('button', { name: 'Check' }).click();
  await expect(gate.getByRole('status')).toContainText('Fail');
  await expect(gate.getByRole('status').getByRole('link', { name: 'Show them' }).first()).toBeVisible();
  await gate.getByRole('textbox', { name: 'Functions that change' }).fill('E1_HelloSequence');
  // One may just have begun; they take a second.
  await expect(async () => {
    await gate.getByRole('button', { name: 'Check' }).click();
    await expect(gate.getByRole('status')).toContainText('Pass', { timeout: 5_000 });
  }).toPass(reaction);
  const answer = await request.get(`${paths.gate}?names=Approval`);
  expect(await answer.json()).toMatchObject({ result: 'fail' });
});

test('metrics tell what the pages tell', async ({ request }) => {
  const metrics = async () => (await request.get('/metrics')).text();
  await expect.poll(metrics, reaction).toMatch(/^durascope_partition_owned\{[^}]*control-00"[^}]*\} 1$/m);
  await expect
    .poll(metrics, reaction)
    .toMatch(/^durascope_instances\{[^}]*status="Running"[^}]*\} [1-9]\d*$/m);
});
