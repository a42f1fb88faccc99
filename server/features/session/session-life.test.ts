import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from '../../access/access.ts';
import {
  oidcSettings,
  OidcDashboard,
  testAccessConfig,
  testCookieSecret,
} from '../../testing/oidc-dashboard.ts';
import { TestBrowser } from '../../testing/test-browser.ts';

const sessionCookie = 'durascope-session';
let dashboard: OidcDashboard;
let browser: TestBrowser;
beforeAll(async () => (dashboard = await OidcDashboard.start()));
beforeEach(async () => {
  dashboard.reset();
  dashboard.provider.claims.set('ada', { roles: ['looks'] });
  browser = new TestBrowser();
  await browser.signIn(dashboard.signInUrl(), 'ada');
});
afterAll(() => dashboard.close());

const cookieNow = () => browser.cookies.get(sessionCookie)!;
const refreshes = () => dashboard.provider.grants.filter((grant) => grant === 'refresh_token').length;

describe('renewal', () => {
  it('asks the provider once when its tokens have expired, whatever the page asks for at a time', async () => {
    const before = cookieNow();
    dashboard.advance(59);
    expect(await dashboard.status(browser)).toBe(200);
    expect(refreshes()).toBe(0);
    dashboard.advance(2);
    const statuses = await Promise.all([1, 2, 3, 4].map(() => dashboard.status(browser)));
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(refreshes()).toBe(1);
    expect(cookieNow()).not.toBe(before);
  });

  it('takes roles away and gives them as the provider says by then', async () => {
    dashboard.provider.claims.set('ada', { roles: ['acts'] });
    dashboard.advance(61);
    expect((await dashboard.session(browser)).user?.highestRole).toBe('operator');
    dashboard.provider.claims.set('ada', {});
    dashboard.advance(61);
    expect(await dashboard.status(browser)).toBe(403);
  });

  it('ends the session when the provider does not renew it', async () => {
    await dashboard.provider.forgetRefreshTokens();
    dashboard.advance(61);
    expect(await dashboard.status(browser)).toBe(401);
    expect((await dashboard.session(browser)).user).toBeNull();
  });

  it('is somebody else for nobody', async () => {
    dashboard.provider.changeIdToken = (payload) => ({ ...payload, sub: 'eve' });
    dashboard.advance(61);
    expect(await dashboard.status(browser)).toBe(401);
  });

  it('waits while the provider does not answer, and goes on after that', async () => {
    dashboard.advance(61);
    dashboard.provider.isDown = true;
    expect(await dashboard.status(browser)).toBe(503);
    dashboard.provider.isDown = false;
    expect(await dashboard.status(browser)).toBe(200);
  });
});

describe('end of a session', () => {
  it('comes when nobody uses it', async () => {
    dashboard.advance(121);
    expect(await dashboard.status(browser)).toBe(401);
    expect(refreshes()).toBe(0);
  });

  it('comes after its greatest age, however much it is used', async () => {
    for (let minutes = 0; minutes < 700; minutes += 100) {
      dashboard.advance(100);
      expect(await dashboard.status(browser)).toBe(200);
    }
    dashboard.advance(30);
    expect(await dashboard.status(browser)).toBe(401);
  });

  it('comes with signing out: here, at the provider, and for copies of the cookie', async () => {
    const thief = new TestBrowser();
    thief.cookies.set(sessionCookie, cookieNow());
    expect(await dashboard.status(thief)).toBe(200);
    await browser.open(`${dashboard.url}/auth/sign-out`);
    const end = new URL(browser.visited.find((url) => url.includes('/session/end'))!);
    expect(end.origin).toBe(dashboard.provider.issuer);
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${dashboard.url}/`);
    expect(dashboard.provider.revocations).toBe(1);
    expect(browser.cookies.has(sessionCookie)).toBe(false);
    expect(await dashboard.status(browser)).toBe(401);
    expect(await dashboard.status(thief)).toBe(401);
  });

  it('is not brought about by another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await browser.fetch(`${dashboard.url}/auth/sign-out`, { headers })).status).toBe(403);
    expect(await dashboard.status(browser)).toBe(200);
  });
});

describe('cookie', () => {
  it.each([
    ['changed', (cookie: string) => `${cookie.slice(0, -8)}AAAAAAAA`],
    ['cut', (cookie: string) => cookie.slice(0, 60)],
    ['made up', () => 'a.b.c.d.e'],
    ['empty', () => ''],
  ])('that is %s opens nothing', async (_, change) => {
    browser.cookies.set(sessionCookie, change(cookieNow()));
    expect(await dashboard.status(browser)).toBe(401);
  });

  it('of a sign-in under way is no session', async () => {
    await browser.fetch(dashboard.signInUrl());
    const begun = [...browser.cookies].find(([name]) => name.startsWith('durascope-sign-in'))![1];
    browser.cookies.set(sessionCookie, begun);
    expect(await dashboard.status(browser)).toBe(401);
  });

  async function userBy(settings: Parameters<typeof oidcSettings>[1]): Promise<string | null> {
    const config = testAccessConfig(oidcSettings(dashboard.provider, settings));
    const access = createAccess({ config, dataDirectory: null, onNotice: () => undefined });
    const cookie = `${sessionCookie}=${cookieNow()}`;
    const { caller } = await access.authenticate((name) => (name === 'cookie' ? cookie : undefined));
    return caller?.name ?? null;
  }
  const further = 'another cookie secret of more than 32 characters';

  it('opens after a restart with the same secret, and while its secret is still in the list', async () => {
    expect(await userBy({})).toBe('ada@example.com');
    expect(await userBy({ cookieSecrets: [further, testCookieSecret] })).toBe('ada@example.com');
  });

  it('opens nothing with another secret, or when the rules are others', async () => {
    expect(await userBy({ cookieSecrets: [further] })).toBeNull();
    expect(await userBy({ cookieSecrets: [] })).toBeNull();
    expect(await userBy({ roles: [{ role: 'admin', claim: 'roles', value: 'looks' }] })).toBeNull();
  });
});

it('no secret, token, code or cookie is in the log or in an answer', async () => {
  const page = await browser.signIn(dashboard.signInUrl(), 'ada');
  dashboard.provider.changeIdToken = (payload) => ({ ...payload, aud: 'other' });
  const failed = await new TestBrowser().signIn(dashboard.signInUrl(), 'ada');
  dashboard.provider.changeIdToken = null;
  dashboard.advance(61);
  const session = JSON.stringify(await dashboard.session(browser));
  await dashboard.provider.forgetRefreshTokens();
  dashboard.advance(61);
  await dashboard.session(browser);
  await browser.fetch(browser.visited.findLast((url) => url.includes('/auth/callback?'))!);
  await browser.fetch(`${dashboard.url}/auth/sign-out`);
  const said = [page.text, failed.text, session, ...dashboard.app.log.lines].join('\n');
  const cookies = browser.received.map((line) => line.split(';')[0]!.split('=')[1]!);
  const secrets = [testCookieSecret, ...dashboard.provider.secrets, ...cookies].filter((text) => text !== '');
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of secrets) expect(said).not.toContain(secret);
  expect(said).toContain('JWT claim');
});

describe('rate limit', () => {
  it('bounds the attempts to sign in', async () => {
    const strict = await OidcDashboard.start({ signInsPerMinute: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) statuses.push((await browser.fetch(strict.signInUrl())).status);
    expect(statuses).toEqual([303, 303, 429]);
    await strict.close();
  });
});
