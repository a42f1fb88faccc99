import { expect, test, type Locator, type Page } from 'playwright/test';
import { expectNoAxeViolations } from './journey.ts';

/** The dashboard over 2,000 instances that wait, with people of every role, see the configuration. */
const origin = 'http://127.0.0.1:7397';
const hub = `${origin}/hubs/AzureWebJobsStorage~Waiting`;
const jobText = (page: Page) => page.getByRole('progressbar', { name: 'Instances that are over' });

type Role = 'viewer' | 'operator' | 'admin';

/** Stands in front of the dashboard as App Service does: says with every request who was signed in. */
class Platform {
  private role: Role | null = null;

  constructor(private readonly signsInAs: Role) {}

  async standBefore(page: Page): Promise<void> {
    await page.context().route(`${origin}/**`, async (route) => {
      const request = route.request();
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/.auth/login/aad') {
        this.role = this.signsInAs;
        const back = searchParams.get('post_login_redirect_uri') ?? '';
        const body = `<script>location.replace(${JSON.stringify(back)})</script>`;
        await route.fulfill({ contentType: 'text/html', body });
        return;
      }
      await route.continue({ headers: { ...request.headers(), ...this.principal() } });
    });
  }

  signIn(): void {
    this.role = this.signsInAs;
  }

  signOut(): void {
    this.role = null;
  }

  private principal(): Record<string, string> {
    if (this.role === null) return {};
    const claims = [
      { typ: 'sub', val: `${this.role}@example.org` },
      { typ: 'name', val: `Ada the ${this.role}` },
      { typ: 'roles', val: this.role },
    ];
    return { 'x-ms-client-principal': Buffer.from(JSON.stringify({ claims })).toString('base64') };
  }
}

async function signInAs(page: Page, role: Role): Promise<Platform> {
  const platform = new Platform(role);
  platform.signIn();
  await platform.standBefore(page);
  return platform;
}

async function counts(page: Page): Promise<string> {
  return page.getByRole('list', { name: 'Instances by what became of them' }).innerText();
}

async function over(page: Page): Promise<number> {
  return Number(await jobText(page).getAttribute('aria-valuenow'));
}

/** Opens the form for every instance that matches what the list shows. */
async function commandForAll(page: Page): Promise<Locator> {
  await page.goto(`${hub}/instances?q=status%3Arunning`);
  await page
    .getByRole('checkbox', { name: /^Select wait-/ })
    .first()
    .check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: /^Select all/ }).click();
  await bar.getByRole('button', { name: 'Command', exact: true }).click();
  return page.getByRole('dialog');
}

test.describe.configure({ mode: 'serial' });

test('without a sign-in every page is the way to one, which leads back', async ({ page }) => {
  await new Platform('viewer').standBefore(page);
  await page.goto(`${hub}/operations?tab=audit`);
  await expect(page.getByRole('heading', { name: 'Sign in to use this dashboard' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Operations' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Audit log' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'User: Ada the viewer' }).click();
  await expect(page.getByRole('menu')).toContainText('viewer@example.org · viewer');
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
});

test('a session that ends leaves the page as it is, and it goes on after a sign-in in another window', async ({
  page,
}) => {
  const platform = await signInAs(page, 'viewer');
  await page.goto(`${hub}/operations`);
  await expect(page.getByText('No batch jobs yet')).toBeVisible();
  await expect(page.getByRole('button', { name: /^User/ })).toBeVisible();
  platform.signOut();
  await expect(page.getByText('Your session has ended.')).toBeVisible();
  await expect(page.getByText('No batch jobs yet')).toBeVisible();
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in in a new window' }).click();
  const signIn = await popup;
  if (!signIn.isClosed()) await signIn.waitForEvent('close');
  await expect(page.getByText('Your session has ended.')).toBeHidden();
  await expect(page.getByText('No batch jobs yet')).toBeVisible();
});

test('a viewer sees what an operator can do, and why they cannot', async ({ page }) => {
  await signInAs(page, 'viewer');
  await page.goto(`${hub}/instances`);
  await page
    .getByRole('checkbox', { name: /^Select wait-/ })
    .first()
    .check();
  const command = page.getByRole('button', { name: 'Command', exact: true });
  await expect(command).toHaveAttribute('aria-disabled', 'true');
  await expect(command).toHaveAccessibleDescription('This needs the role operator; yours here is viewer.');
  await page.goto(`${hub}/operations?tab=danger`);
  await expect(page.getByRole('button', { name: 'Delete task hub' })).toHaveAccessibleDescription(
    'This needs the role admin; yours here is viewer.',
  );
});

test('an operator terminates 2,000 instances, pauses, resumes and stops; results and log tell of each', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, 'operator');
  const dialog = await commandForAll(page);
  await expect(dialog.getByRole('radio', { name: 'Purge' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Reason').fill('the batch of today was wrong');
  await expectNoAxeViolations(page);
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText('2,000 of 2,000 instances would get it')).toBeVisible();
  await expectNoAxeViolations(page);
  await dialog.getByLabel('At most a second').fill('100');
  await dialog.getByLabel('At a time').fill('8');
  await dialog.getByRole('button', { name: 'Terminate 2,000' }).click();
  await expect(page.getByRole('heading', { name: /^Terminate 2,000 instances/ })).toBeVisible();
  await expect.poll(() => over(page)).toBeGreaterThan(20);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  const whilePaused = await counts(page);
  expect(whilePaused).toContain('0 sending');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  expect(await counts(page)).toBe(whilePaused);
  await expectNoAxeViolations(page);

  const before = await over(page);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => over(page)).toBeGreaterThan(before + 20);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => counts(page)).toMatch(/[1-9][\d,]* stopped\s+0 sending\s+0 pending/);
  const done = Number(/([\d,]+) done/.exec(await counts(page))?.[1]?.replaceAll(',', ''));
  expect(done).toBeGreaterThan(before);

  await page.getByRole('combobox', { name: 'Results that are' }).selectOption('stopped');
  const results = page.getByRole('table', { name: 'Results' });
  await expect(results).toHaveAttribute('aria-rowcount', String(2000 - done + 1));
  await results.hover();
  await page.mouse.wheel(0, 100_000);
  await expect(results.getByRole('row', { name: /wait-\d+.* stopped/ }).first()).toBeVisible();
  // As the page would fetch it: what stands in front here does not see downloads.
  const file = await page
    .getByRole('link', { name: /CSV/ })
    .evaluate(async (link: HTMLAnchorElement) => (await fetch(link.href)).text());
  expect(file.trimEnd().split('\n')).toHaveLength(2001);

  await page.getByRole('link', { name: 'Its entries in the audit log' }).click();
  const log = page.getByRole('table', { name: 'Audit log' });
  const entry = log.getByRole('row', { name: /wait-/ }).first();
  for (const text of ['Ada the operator', 'Terminate', 'the batch of today was wrong', 'accepted'])
    await expect(entry).toContainText(text);
  await expectNoAxeViolations(page);
  await entry.getByRole('link', { name: 'in a job' }).click();
  await page.getByRole('link', { name: 'All batch jobs' }).click();
  await expect(page.getByRole('table', { name: 'Batch jobs' })).toContainText('stopped');
  await expectNoAxeViolations(page);
});

for (const [name, path] of [
  ['jobs', '/operations'],
  ['audit', '/operations?tab=audit'],
  ['danger zone', '/operations?tab=danger'],
] as const) {
  test(`nothing overflows at 900 px on ${name}, and axe finds nothing in the dark`, async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 700 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await signInAs(page, 'admin');
    await page.goto(`${hub}${path}`);
    await expect(page.getByRole('heading', { name: 'Operations' })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectNoAxeViolations(page);
  });
}

test('an admin deletes the task hub, which is gone from the overview', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto(`${hub}/operations?tab=danger`);
  await expect(page.getByRole('list', { name: 'Resources that go' })).toContainText('WaitingInstances');
  await page.getByLabel('Name of the task hub').fill('Waiting');
  await page.getByRole('button', { name: 'Delete task hub' }).click();
  await expect(page.getByText('Tick this to go on.')).toBeVisible();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Delete task hub' }).click();
  await expect(page.getByText(/The task hub Waiting is deleted/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: /Waiting/ })).toHaveCount(0);
});
