import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from 'playwright/test';
import { toPathSegment } from '../shared/domain/instance-id.ts';

const hub = 'embedded~DurascopeDemo';

/** Paths of the embedded task hub's pages. */
export const paths = {
  overview: '/',
  instances: `/hubs/${hub}/instances`,
  instance: (id: string, tab?: string) =>
    `/hubs/${hub}/instances/${encodeURIComponent(toPathSegment(id))}${tab === undefined ? '' : `?tab=${tab}`}`,
  throughput: `/hubs/${hub}/throughput`,
  failures: `/hubs/${hub}/failures`,
  entities: `/hubs/${hub}/entities`,
  entity: (id: string) => `/hubs/${hub}/entities/${encodeURIComponent(toPathSegment(id))}`,
  health: `/hubs/${hub}/health`,
  partitions: `/hubs/${hub}/partitions`,
  functions: `/hubs/${hub}/functions`,
  alerts: `/hubs/${hub}/alerts`,
  gate: `/api/hubs/${hub}/gate`,
  import: '/import',
};

/** The instances that match a filter text. */
export function filtered(text: string, rest: Readonly<Record<string, string>> = {}): string {
  return `${paths.instances}?${new URLSearchParams({ q: text, ...rest }).toString()}`;
}

type TabName = 'Summary' | 'Timeline' | 'Graph' | 'Sequence' | 'History' | 'Payloads' | 'Family' | 'Compare';

export function viewOf(page: Page, name: TabName) {
  return page.getByRole('tabpanel', { name });
}

export async function openTab(page: Page, name: TabName): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await expect(viewOf(page, name)).toBeVisible();
}

/** The status in the header of the instance page. */
export function header(page: Page) {
  return page.getByRole('main').locator('header').first();
}

/** A newcomer types the start of an id and opens what is found. */
export async function findInstance(page: Page, id: string): Promise<void> {
  await page.goto(paths.overview);
  await page.getByRole('link', { name: /orchestrations/ }).click();
  await page.getByRole('combobox', { name: 'Add a filter' }).fill(`id:${JSON.stringify(id)}`);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: id, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(id);
}

export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html) }))).toEqual([]);
}

/** Opens the form of a command of the instance; a diagnosis may offer the same one. */
export async function openForm(page: Page, command: string): Promise<Locator> {
  const button = page
    .getByRole('group', { name: 'Commands' })
    .getByRole('button', { name: command, exact: true });
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
  return page.getByRole('dialog');
}
