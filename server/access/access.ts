import type { Session } from '../../shared/contract/access.ts';
import type { AccessConfig } from './access-config.ts';
import { AccessCookies } from './access-cookies.ts';
import { BearerTokens } from './bearer-tokens.ts';
import { BrowserSessions } from './browser-sessions.ts';
import { BrowserSignIn } from './browser-sign-in.ts';
import { anybody, type Caller } from './caller.ts';
import { cookieSecrets } from './cookie-secrets.ts';
import { OidcProvider } from './oidc-provider.ts';
import { platformIdentity, principalHeader } from './platform-principal.ts';
import { RoleRules, type Identity } from './role-rules.ts';
import { Sealer } from './sealed.ts';

type HeaderOf = (name: string) => string | undefined;

interface Authenticated {
  /** `null` = nobody is signed in. */
  readonly caller: Caller | null;
  /** For the browser, where its session goes on with another one. */
  readonly setCookie: string | null;
}

/** How people are told apart. */
export interface Access extends Pick<Session, 'mode' | 'signInPath' | 'signOutPath'> {
  /** Said to everybody. */
  readonly warnings: readonly string[];
  readonly publicUrl: string | null;
  readonly signInsPerMinute: number;
  /** Throws `unauthenticated` for a token that is not valid; without any it is nobody. */
  authenticate(header: HeaderOf): Promise<Authenticated>;
  /** `null` where browsers do not sign in here. */
  readonly signIn: BrowserSignIn | null;
}

/** One way to tell; `undefined` = the request does not use it. */
type Way = (header: HeaderOf) => Promise<Authenticated | undefined>;

const nobodyYet: Authenticated = { caller: null, setCookie: null };

const groupsLeftOut =
  'The sign-in provider left claims out of your token because there are too many (group overage), so rules about them gave you no role. Ask for an app role, or for groups assigned to this application only.';

function callerOf(rules: RoleRules, identity: Identity, isCurrent: () => boolean): Caller {
  const warnings = identity.lacksClaims ? [groupsLeftOut] : [];
  return { ...rules.caller(identity), warnings, isCurrent };
}

function bearerWay(tokens: BearerTokens, rules: RoleRules, now: () => number): Way {
  return async (header) => {
    const token = /^bearer +(.+)$/i.exec(header('authorization') ?? '')?.[1];
    if (token === undefined) return undefined;
    const { identity, endsAtMs } = await tokens.verify(token);
    return { caller: callerOf(rules, identity, () => now() < endsAtMs), setCookie: null };
  };
}

function platformWay(rules: RoleRules): Way {
  return (header) => {
    const principal = header(principalHeader);
    const identity = principal === undefined ? null : platformIdentity(principal, rules);
    return Promise.resolve(
      identity === null ? undefined : { caller: callerOf(rules, identity, () => true), setCookie: null },
    );
  };
}

function cookieWay(sessions: BrowserSessions, cookies: AccessCookies, rules: RoleRules): Way {
  return async (header) => {
    const cookie = cookies.readSession(header('cookie'));
    const session = cookie === undefined ? null : await sessions.open(cookie);
    if (session === null) return undefined;
    return {
      caller: callerOf(rules, session.identity, session.isCurrent),
      setCookie: session.cookie === null ? null : cookies.setSession(session.cookie),
    };
  };
}

export interface AccessParts {
  readonly config: AccessConfig;
  /** Keeps the secret of the cookies where none is configured; `null` = memory. */
  readonly dataDirectory: string | null;
  /** One line for the log. */
  readonly onNotice: (notice: string) => void;
  readonly now?: () => number;
}

function openAccess({ warnings, publicUrl, signInsPerMinute }: AccessConfig): Access {
  return {
    mode: 'open',
    signInPath: null,
    signOutPath: null,
    warnings,
    publicUrl,
    signInsPerMinute,
    signIn: null,
    authenticate: () => Promise.resolve({ caller: anybody, setCookie: null }),
  };
}

function browserParts(
  { config, dataDirectory, onNotice, now = Date.now }: AccessParts,
  provider: OidcProvider,
  rules: RoleRules,
) {
  const sealer = new Sealer(cookieSecrets(config.cookieSecrets, dataDirectory, onNotice));
  const cookies = new AccessCookies(config);
  const limits = { idleMs: config.sessionIdleMinutes * 60_000, maxMs: config.sessionMaxMinutes * 60_000 };
  const sessions = new BrowserSessions({ provider, sealer, rules, limits, now, onNotice });
  return { provider, sealer, cookies, sessions, now };
}

/** By the configuration; several ways may stand side by side, a bearer token first. */
export function createAccess(parts: AccessParts): Access {
  const { config, now = Date.now } = parts;
  const { oidc, platform, bearer } = config;
  const rules = new RoleRules(config.roles);
  const browsers = oidc === null ? null : browserParts(parts, new OidcProvider(oidc), rules);
  const ways: Way[] = [
    bearer && bearerWay(new BearerTokens({ config: bearer, rules, now }), rules, now),
    platform && platformWay(rules),
    browsers && cookieWay(browsers.sessions, browsers.cookies, rules),
  ].filter((way) => way !== null);
  if (ways.length === 0) return openAccess(config);
  return {
    ...pathsOf(config),
    warnings: config.warnings,
    publicUrl: config.publicUrl,
    signInsPerMinute: config.signInsPerMinute,
    signIn: browsers && new BrowserSignIn(browsers),
    async authenticate(header) {
      for (const way of ways) {
        const found = await way(header);
        if (found !== undefined) return found;
      }
      return nobodyYet;
    },
  };
}

function pathsOf({ oidc, platform }: AccessConfig): Pick<Access, 'mode' | 'signInPath' | 'signOutPath'> {
  if (oidc !== null) return { mode: 'oidc', signInPath: '/auth/sign-in', signOutPath: '/auth/sign-out' };
  if (platform !== null) return { mode: 'platform', ...platform };
  return { mode: 'bearer', signInPath: null, signOutPath: null };
}
