import { parseSetCookie } from 'cookie';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newKey } from '../../testing/openid-provider.ts';
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
afterEach(() => {
  dashboard.provider.changeIdToken = null;
  dashboard.provider.foreignKey = null;
});

const seconds = () => Math.floor(Date.now() / 1000);
const isSignedIn = () => [...browser.cookies.keys()].includes('durascope-session');

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

  it('leaves one cookie that scripts cannot read and other sites do not send', async () => {
    await browser.signIn(dashboard.signInUrl(), 'ada');
    const ours = browser.received.filter((line) => line.startsWith('durascope-session='));
    expect(ours).toHaveLength(1);
    expect(ours[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect([...browser.cookies.keys()].filter((name) => name.startsWith('durascope'))).toHaveLength(1);
  });

  it('never leads to another site', async () => {
    const page = await browser.signIn(dashboard.signInUrl('//attacker.example/'), 'ada');
    expect(page.url).toBe(`${dashboard.url}/`);
    expect(browser.visited.join()).not.toContain('//attacker.example');
  });

  it('shows words to somebody whom no rule knows', async () => {
    const page = await browser.signIn(dashboard.signInUrl(), 'stranger');
    expect(page.status).toBe(403);
    expect(page.text).toContain('stranger@example.com');
    expect(await dashboard.status(browser)).toBe(403);
    expect((await dashboard.session(browser)).user).toMatchObject({ highestRole: null });
  });

  it('says what is missing when the groups did not fit into the token', async () => {
    dashboard.provider.claims.set('many', { roles: ['looks'], _claim_names: { groups: 'src1' } });
    await browser.signIn(dashboard.signInUrl(), 'many');
    const { user, warnings } = await dashboard.session(browser);
    expect(user).toMatchObject({ highestRole: 'viewer' });
    expect(warnings.join()).toContain('group overage');

    dashboard.provider.claims.set('many', { _claim_names: { groups: 'src1' } });
    const page = await new TestBrowser().signIn(dashboard.signInUrl(), 'many');
    expect(page.status).toBe(403);
    expect(page.text).toContain('group overage');
  });

  it('takes groups that fit, and keeps the cookie small however many there are', async () => {
    const groups = Array.from({ length: 2000 }, (_, n) => `group-${n}`);
    dashboard.provider.claims.set('grouped', { groups: [...groups, 'owners'] });
    await browser.signIn(dashboard.signInUrl(), 'grouped');
    expect((await dashboard.session(browser)).user).toMatchObject({ highestRole: 'admin' });
    expect(browser.cookies.get('durascope-session')!.length).toBeLessThan(1500);
  });
});

describe('what comes back from the provider', () => {
  it.each([
    ['for another application', { aud: 'another-application' }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['with the nonce of another sign-in', { nonce: 'other' }],
    ['without nonce', { nonce: undefined }],
    ['that has expired, beyond the tolerance', { exp: seconds() - 90, iat: seconds() - 400 }],
    ['that is not valid yet, beyond the tolerance', { nbf: seconds() + 150 }],
  ])('an id token %s signs nobody in', async (_, changes) => {
    dashboard.provider.changeIdToken = (payload) => ({ ...payload, ...changes });
    const page = await browser.signIn(dashboard.signInUrl(), 'ada');
    expect(page.status).toBe(401);
    expect(page.text).toContain('did not confirm');
    expect(isSignedIn()).toBe(false);
  });

  it('an id token with the signature of somebody else signs nobody in', async () => {
    dashboard.provider.foreignKey = await newKey();
    expect((await browser.signIn(dashboard.signInUrl(), 'ada')).status).toBe(401);
    expect(isSignedIn()).toBe(false);
  });

  it.each([
    ['slow', { exp: seconds() - 20, iat: seconds() - 320 }],
    ['fast', { nbf: seconds() + 30, iat: seconds() + 30, exp: seconds() + 600 }],
  ])('a clock of the provider that is a little %s does no harm', async (_, changes) => {
    dashboard.provider.changeIdToken = (payload) => ({ ...payload, ...changes });
    await browser.signIn(dashboard.signInUrl(), 'ada');
    expect(await dashboard.status(browser)).toBe(200);
  });

  it('a code works once', async () => {
    await browser.signIn(dashboard.signInUrl(), 'ada');
    const callback = browser.visited.findLast((url) => url.includes('/auth/callback?'))!;
    expect(await dashboard.status(browser)).toBe(200);
    const thief = new TestBrowser();
    for (const line of browser.received) {
      const { name, value = '' } = parseSetCookie(line);
      if (name.startsWith('durascope-sign-in') && value !== '') thief.cookies.set(name, value);
    }
    expect(thief.cookies.size).toBe(1);
    expect((await thief.open(callback)).status).toBe(401);
    expect([...thief.cookies.keys()]).not.toContain('durascope-session');
  });

  it('a callback that this browser did not begin, or with another state, signs nobody in', async () => {
    await browser.signIn(dashboard.signInUrl(), 'ada');
    const callback = browser.visited.findLast((url) => url.includes('/auth/callback?'))!;
    const other = new TestBrowser();
    expect((await other.open(callback)).status).toBe(400);
    await other.fetch(dashboard.signInUrl());
    const forged = new URL(callback);
    forged.searchParams.set('state', 'another');
    expect((await other.open(forged.href)).status).toBe(400);
    expect([...other.cookies.keys()]).not.toContain('durascope-session');
  });

  it('a refusal of the provider is told in words, without what came with it', async () => {
    await browser.fetch(dashboard.signInUrl());
    const state = new URL((await browser.fetch(dashboard.signInUrl())).headers.get('location')!).searchParams;
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description: '<b>no</b>',
      state: state.get('state')!,
      iss: dashboard.provider.issuer,
    });
    const page = await browser.open(`${dashboard.url}/auth/callback?${query.toString()}`);
    expect(page.status).toBe(401);
    expect(page.text).not.toContain('<b>no</b>');
    expect(dashboard.app.log.lines.join()).toContain('access_denied');
  });
});
