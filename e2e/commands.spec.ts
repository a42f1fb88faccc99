import { expect, test, type Locator, type Page } from 'playwright/test';
import { header, openForm, openTab, paths, viewOf } from './journey.ts';

/** Reactions of an idle worker may take as long as its longest pause. */
const reaction = { timeout: 45_000 };

/** Ids of this run: a hub that was used before has others. */
const ownId = (name: string) => `e2e-${name}-${runId}`;
const runId = Date.now().toString(36);

const sent = (page: Page) => page.getByRole('list', { name: 'Commands sent' }).getByRole('listitem');
const startPath = paths.instances.replace(/instances$/, 'start');

/** Opens the form of a command once it may be given. */
async function openRareForm(page: Page, command: string): Promise<Locator> {
  const commands = page.getByRole('group', { name: 'Commands' });
  await expect(commands.getByRole('button', { name: 'Restart' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await commands.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: command }).click();
  return page.getByRole('dialog');
}

async function send(dialog: Locator, command: string): Promise<void> {
  await dialog.getByRole('button', { name: command, exact: true }).click();
  await expect(dialog).toBeHidden();
}

interface Wanted {
  readonly name: string;
  readonly id: string;
  readonly input?: string;
  /** As the browser's own field takes it. */
  readonly due?: string;
}

/** Starts an instance by the form and leaves the page at what became of it. */
async function start(page: Page, { name, id, input, due }: Wanted): Promise<void> {
  await page.goto(startPath);
  const form = page.getByRole('form', { name: 'Start an orchestration' });
  await form.getByLabel('Orchestrator').fill(name);
  await form.getByLabel('Instance id').fill(id);
  if (input !== undefined) await form.getByLabel('Input').fill(input);
  if (due !== undefined) {
    await form.getByRole('radio', { name: 'Later' }).check();
    await form.getByLabel('Date and time').fill(due);
  }
  await form.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(sent(page)).toContainText('queued');
}

/** An approval waits for its event as long as nobody answers. */
async function startApproval(page: Page, id: string): Promise<void> {
  const input = { subject: 'chairs', requestedBy: 'ada', approver: 'grace', deadlineMinutes: null };
  await start(page, { name: 'Approval', id, input: JSON.stringify(input) });
  await expect(sent(page)).toContainText('applied', reaction);
  await sent(page).getByRole('link', { name: id, exact: true }).click();
  await expect(header(page)).toContainText('Running', reaction);
}

test('an orchestration is started, suspended, resumed and gets the event it waits for', async ({ page }) => {
  test.setTimeout(240_000);
  await startApproval(page, ownId('approval'));
  await send(await openForm(page, 'Suspend'), 'Suspend');
  await expect(sent(page).last()).toContainText('applied', reaction);
  await expect(header(page)).toContainText('Suspended');
  await send(await openForm(page, 'Resume'), 'Resume');
  await expect(header(page)).toContainText('Running', reaction);
  await expect(page.getByRole('region', { name: 'Why does it not move?' })).toContainText(
    'Approve',
    reaction,
  );
  const dialog = await openForm(page, 'Raise event');
  await dialog.getByRole('button', { name: 'Use Approve' }).click();
  await dialog.getByLabel('Payload').fill('false');
  await send(dialog, 'Raise event');
  await expect(header(page)).toContainText('Completed', reaction);
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('rejected');
});

test('a terminate is queued, applied, and stays in the list of actions after a reload', async ({ page }) => {
  test.setTimeout(180_000);
  await startApproval(page, ownId('terminated'));
  const dialog = await openForm(page, 'Terminate');
  await dialog.getByLabel('Reason').fill('asked for twice');
  await page.keyboard.press('Control+Enter');
  await expect(sent(page).last()).toContainText('applied', reaction);
  await expect(header(page)).toContainText('Terminated');
  await expect(
    page.getByRole('group', { name: 'Commands' }).getByRole('button', { name: 'Terminate' }),
  ).toHaveAccessibleDescription('The instance has ended: it is Terminated.');
  await page.reload();
  const action = page.getByRole('table', { name: 'Actions' }).getByRole('row', { name: /Terminate/ });
  await expect(action).toContainText('asked for twice');
  await expect(action).toContainText('accepted');
});

/** As the History tab counts them. */
async function rowCount(page: Page): Promise<number> {
  const text = await viewOf(page, 'History')
    .getByText(/^[\d,]+ events$/)
    .textContent(reaction);
  return Number(text?.replaceAll(/\D/g, ''));
}

test('a rewind shows what it undoes, and the engine runs it again, before everybody’s eyes', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const other = await context.newPage();
  await other.goto(paths.instance('payroll-2026-10', 'history'));
  const before = await rowCount(other);
  await page.goto(paths.instance('payroll-2026-10'));
  await expect(header(page)).toContainText('Failed', reaction);
  const dialog = await openForm(page, 'Rewind');
  const undone = dialog.getByRole('list', { name: 'Instances that are rewound' });
  await expect(undone).toContainText('PaySalaries');
  await expect(undone).toContainText('gets the message that wakes it');
  await dialog.getByLabel('Reason').fill('bank account added');
  await send(dialog, 'Rewind');
  await expect(sent(page).last()).toContainText('applied', reaction);
  await openTab(page, 'History');
  const history = viewOf(page, 'History');
  // What failed before is shown as taken out; the child failed again, and so did its parent.
  await expect(history).toContainText('rewound');
  await expect(history).toContainText('ExecutionCompleted', reaction);
  await expect(header(page)).toContainText('Failed', reaction);
  await expect(viewOf(other, 'History')).toContainText('rewound', reaction);
  await expect.poll(() => rowCount(other), reaction).toBeGreaterThan(before);
});

test('a restart takes the same id or a new one, with the stored input or an edited one', async ({ page }) => {
  test.setTimeout(180_000);
  const [id, newId] = [ownId('hello'), ownId('hello-again')];
  await start(page, { name: 'E1_HelloSequence', id, input: '"first"' });
  await sent(page).getByRole('link', { name: id, exact: true }).click();
  await expect(header(page)).toContainText('Completed', reaction);
  const same = await openForm(page, 'Restart');
  await same.getByRole('radio', { name: 'Same id' }).check();
  await same.getByRole('button', { name: 'Edit' }).click();
  await same.getByRole('textbox', { name: 'Input' }).fill('{"edited": oops}');
  await same.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect(same).toContainText('Not JSON at line 1, column 12');
  await same.getByRole('textbox', { name: 'Input' }).fill('{"edited": true}');
  await send(same, 'Restart');
  await expect(sent(page).last()).toContainText('applied', reaction);
  await expect(page.getByRole('region', { name: 'Input', exact: true })).toContainText('"edited"');
  await expect(header(page)).toContainText('Completed', reaction);

  const renewed = await openForm(page, 'Restart');
  await renewed.getByRole('textbox', { name: 'New id' }).fill(newId);
  await expect(renewed).toContainText('exactly the stored one is used');
  await send(renewed, 'Restart');
  await sent(page).last().getByRole('link', { name: newId, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(newId);
  await expect(page.getByRole('region', { name: 'Input', exact: true })).toContainText('"edited"');
});

test('a custom status is set, and a purge says what goes and that it is gone', async ({ page }) => {
  test.setTimeout(180_000);
  const id = ownId('purged');
  await start(page, { name: 'E1_HelloSequence', id });
  await sent(page).getByRole('link', { name: id, exact: true }).click();
  await expect(header(page)).toContainText('Completed', reaction);
  const status = await openRareForm(page, 'Set custom status');
  await status.getByLabel('Custom status').fill('{"note":"looked at"}');
  await send(status, 'Set custom status');
  await expect(sent(page).last()).toContainText('done');
  await expect(page.getByRole('region', { name: 'Custom status' })).toContainText('looked at');
  const purge = await openRareForm(page, 'Purge');
  await expect(purge.getByRole('table', { name: 'What goes' })).toContainText(id);
  await send(purge, 'Purge');
  await expect(page.getByText('The instance is gone from storage')).toBeVisible();
  await expect(sent(page).last()).toContainText('done');
  await page.reload();
  await expect(page.getByText('No such instance in this task hub')).toBeVisible();
});

test('an entity is signalled', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(paths.entity('@counter@orders'));
  const state = page
    .getByRole('region', { name: 'State', exact: true })
    .getByRole('group', { name: 'state' });
  const count = async () => Number(await state.innerText());
  await expect(state).toContainText(/\d/, reaction);
  const before = await count();
  const dialog = await openForm(page, 'Signal');
  await dialog.getByLabel('Operation').fill('add');
  await dialog.getByLabel('Input').fill('1000000');
  await send(dialog, 'Signal');
  await expect(sent(page).last()).toContainText('applied', reaction);
  await expect.poll(count, reaction).toBeGreaterThanOrEqual(before + 1_000_000);
});

test('a scheduled start is cancelled, and does not happen', async ({ page }) => {
  test.setTimeout(120_000);
  const due = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 19);
  const id = ownId('scheduled');
  await start(page, { name: 'E1_HelloSequence', id, due });
  await sent(page).getByRole('link', { name: id, exact: true }).click();
  await expect(header(page)).toContainText('Pending');
  // What is on its way is followed again wherever the page is opened.
  await page.reload();
  await expect(sent(page)).toContainText('queued');
  await send(await openRareForm(page, 'Cancel scheduled start'), 'Cancel scheduled start');
  await expect(sent(page).last()).toContainText('done');
  await expect(header(page)).toContainText('Terminated');
});
