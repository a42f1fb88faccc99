import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from 'playwright/test';
import { paths } from './journey.ts';

const main = new URL('../dist/server/main.js', import.meta.url).pathname;
const sample = readFileSync(new URL('../docs/embedding-sample.html', import.meta.url), 'utf8');

/** Says everything that the protocol knows to the first frame beside it, and to the portal. */
const attacker = `<!doctype html><title>attacker</title><script>
  const dashboard = parent.frames[0];
  function attack() {
    dashboard.postMessage({ channel: 'durascope', type: 'theme', theme: 'dark' }, '*');
    dashboard.postMessage({ channel: 'durascope', type: 'navigate', path: '/import' }, '*');
    parent.postMessage({ channel: 'durascope', type: 'selection', hub: 'forged', instanceIds: ['forged'] }, '*');
  }
</script>`;

let portal: Server;
let dashboard: ChildProcess;
/** Two sites, and a third one that is at the portal's port by another name. */
let portalUrl: string;
let foreignUrl: string;
let dashboardUrl: string;

function pageOf(path: string): string {
  if (path === '/attacker') return attacker;
  const shown = path === '/unconfigured' ? unconfigured : dashboardUrl;
  return sample.replaceAll('https://durascope.example.com', shown);
}

let unconfigured: string;

async function startDashboard(): Promise<string> {
  const env = {
    PATH: process.env.PATH ?? '',
    DURASCOPE_PORT: '0',
    DURASCOPE_LOG_LEVEL: 'silent',
    DURASCOPE_FRAME_ANCESTORS: portalUrl,
  };
  dashboard = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of dashboard.stdout ?? []) {
    said += String(chunk);
    const port = /ready: http:\/\/[^:]+:(\d+)/.exec(said)?.[1];
    if (port !== undefined) return `http://localhost:${port}`;
  }
  throw new Error(`the server ended before it was ready: ${said}`);
}

test.beforeAll(async ({ baseURL }) => {
  unconfigured = baseURL?.replace('127.0.0.1', 'localhost') ?? '';
  portal = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageOf(url));
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  const { port } = portal.address() as AddressInfo;
  portalUrl = `http://127.0.0.1:${port}`;
  foreignUrl = `http://portal.localhost:${port}`;
  dashboardUrl = await startDashboard();
});

test.afterAll(async () => {
  dashboard.kill('SIGKILL');
  await once(dashboard, 'exit');
  portal.closeAllConnections();
  portal.close();
});

const frameOf = (page: Page) => page.frameLocator('iframe[title="Task hubs"]');
const told = (page: Page) => page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
const html = (page: Page) => frameOf(page).locator('html');

async function openPortal(page: Page): Promise<void> {
  await page.goto(portalUrl);
  await expect(told(page).filter({ hasText: '"type":"ready","version":1' })).toHaveCount(1);
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Page' }).fill(path);
  await page.getByRole('button', { name: 'Go' }).click();
}

test('a portal of another site hears that the dashboard is ready, leads it to a page and into a theme', async ({
  page,
}) => {
  await openPortal(page);
  await expect(frameOf(page).getByRole('main')).toBeVisible();
  await expect(frameOf(page).getByRole('banner')).toHaveCount(0);
  await goTo(page, paths.failures);
  await expect(told(page).last()).toContainText(`"type":"navigate","path":"${paths.failures}`);
  await expect(frameOf(page).getByRole('heading', { level: 1 })).toContainText('Failures');
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(html(page)).toHaveAttribute('data-theme', 'dark');
});

test('the portal hears where the reader goes and what they select', async ({ page }) => {
  await openPortal(page);
  await goTo(page, `${paths.instances}?q=${encodeURIComponent('id:"order-1003"')}`);
  const list = frameOf(page).getByRole('grid').or(frameOf(page).getByRole('table')).first();
  await list.getByRole('checkbox', { name: /order-1003/ }).click();
  await expect(page.getByRole('status')).toHaveText('Selected in embedded~DurascopeDemo: order-1003');
  await frameOf(page).getByRole('link', { name: 'order-1003', exact: true }).click();
  await expect(frameOf(page).getByRole('heading', { level: 1 })).toContainText('order-1003');
  await expect(told(page).filter({ hasText: paths.instance('order-1003') })).not.toHaveCount(0);
});

test('nobody but the portal is listened to, and the portal listens to nobody else', async ({ page }) => {
  await openPortal(page);
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    frame.title = 'attacker';
    document.body.append(frame);
  }, `${foreignUrl}/attacker`);
  await page.frameLocator('iframe[title="attacker"]').locator('script').waitFor({ state: 'attached' });
  await page.frame({ url: `${foreignUrl}/attacker` })?.evaluate('attack()');
  // What comes after it is followed, so what came before would have been.
  await goTo(page, paths.failures);
  await expect(frameOf(page).getByRole('heading', { level: 1 })).toContainText('Failures');
  await expect(html(page)).not.toHaveAttribute('data-theme', 'dark');
  await expect(told(page).filter({ hasText: '/import' })).toHaveCount(0);
  await expect(told(page).filter({ hasText: 'forged' })).toHaveCount(0);
});

async function refusedFrame(page: Page, address: string): Promise<void> {
  const refusals: string[] = [];
  page.on('console', (message) => refusals.push(message.text()));
  await page.goto(address);
  await expect.poll(() => refusals.join('\n')).toContain('frame-ancestors');
  await expect(frameOf(page).getByRole('main')).toHaveCount(0);
  expect(await told(page).count()).toBe(0);
}

test('a page of an origin that is not configured shows nothing', async ({ page }) => {
  await refusedFrame(page, foreignUrl);
});

test('without configuration nobody shows it in a frame', async ({ page }) => {
  await refusedFrame(page, `${portalUrl}/unconfigured`);
});
