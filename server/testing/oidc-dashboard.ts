import type { z } from 'zod';
import { getSession, type Session } from '../../shared/contract/access.ts';
import { accessConfig, accessSettings } from '../access/access-config.ts';
import { createAccess, type Access } from '../access/access.ts';
import { listenForTest, type Listening } from './listening.ts';
import { MemoryConnection } from './memory-connection.ts';
import { MemoryTaskHub } from './memory-task-hub.ts';
import { TestOpenIdProvider, testClient } from './openid-provider.ts';
import { startTestAppOn, type TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

type Settings = z.input<typeof accessSettings>;

const testRoles: Settings['roles'] = [
  { role: 'viewer', claim: 'roles', value: 'looks' },
  { role: 'operator', claim: 'roles', values: ['acts', 'acts-too'] },
  { role: 'admin', claim: 'groups', value: 'owners', hubs: ['memory~*'] },
];

export const testCookieSecret = 'a cookie secret of more than 32 characters';

/** What `createAccess` is told of a process on loopback. */
export function testAccessConfig(settings: Settings) {
  const problems: string[] = [];
  const around = {
    publicUrl: null,
    isLoopback: true,
    allowUnauthenticated: false,
    host: '127.0.0.1',
    env: {},
  };
  const config = accessConfig(accessSettings.parse(settings), around, problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return config;
}

/** The whole application behind a real OpenID provider, with a clock of its own. */
export class OidcDashboard {
  private constructor(
    readonly provider: TestOpenIdProvider,
    readonly app: TestApp,
    private readonly server: Listening,
    private readonly clock: { offsetMs: number },
  ) {}

  static async start(settings: Settings = {}, tokenSeconds?: number): Promise<OidcDashboard> {
    const provider = await TestOpenIdProvider.start();
    const clock = { offsetMs: 0 };
    const notices: string[] = [];
    const access = createAccess({
      config: testAccessConfig(oidcSettings(provider, settings)),
      dataDirectory: null,
      onNotice: (notice) => notices.push(notice),
      now: () => Date.now() + clock.offsetMs,
    });
    const app = await dashboardWith(access);
    const server = await listenForTest(app.app);
    provider.serve(server.url, tokenSeconds);
    return new OidcDashboard(provider, app, server, clock);
  }

  get url(): string {
    return this.server.url;
  }

  /** The time goes on for the dashboard; the provider stays in the present. */
  advance(minutes: number): void {
    this.clock.offsetMs += minutes * 60_000;
  }

  /** The present again, and a provider that does nothing unusual. */
  reset(): void {
    this.clock.offsetMs = 0;
    this.provider.reset();
  }

  signInUrl(returnTo = '/'): string {
    return `${this.url}/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
  }

  async status(browser: TestBrowser, path = '/api/hubs'): Promise<number> {
    const response = await browser.fetch(this.url + path);
    await response.arrayBuffer();
    return response.status;
  }

  async session(browser: TestBrowser): Promise<Session> {
    const response = await browser.fetch(`${this.url}/api/session`);
    return getSession.result.parse(await response.json());
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.app.close();
    await this.provider.close();
  }
}

export function oidcSettings({ issuer }: TestOpenIdProvider, settings: Settings): Settings {
  return {
    oidc: { issuer, clientId: testClient.id, clientSecret: testClient.secret },
    roles: testRoles,
    cookieSecrets: [testCookieSecret],
    signInsPerMinute: 1000,
    ...settings,
  };
}

function dashboardWith(access: Access): Promise<TestApp> {
  return startTestAppOn([new MemoryConnection([new MemoryTaskHub()])], { access });
}
