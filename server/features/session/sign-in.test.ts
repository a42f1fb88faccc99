import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OidcDashboard } from '../../testing/oidc-dashboard.ts';
import { TestBrowser } from '../../testing/test-browser.ts';

let dashboard: OidcDashboard;
let browser: TestBrowser;
beforeAll(async () => {
  dashboard = await OidcDashboard.start();
  dashboard.provider.claims.set('ada', { roles: ['looks'] });
});
afterAll(() => dashboard.close());
beforeEach(() => (browser = new TestBrowser()));

describe('sign-in', () => {
  it('leads through the provider back to the page that was asked for', async () => {
    expect(await dashboard.status(browser)).toBe(401);
    expect(await dashboard.session(browser)).toMatchObject({
      mode: 'oidc',
      user: null,
      signInPath: '/auth/sign-in',
    });
    const page = await browser.signIn(dashboard.signInUrl('/hubs/memory~TestHub/instances?q=a%20b'), 'ada');
    expect(page.url).toBe(`${dashboard.url}/hubs/memory~TestHub/instances?q=a%20b`);
    expect(await dashboard.session(browser)).toMatchObject({
      user: { id: 'ada', name: 'ada@example.com', highestRole: 'viewer' },
      warnings: [],
    });
    expect(await dashboard.status(browser)).toBe(200);
  });
});
