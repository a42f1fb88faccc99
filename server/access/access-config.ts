import { z } from 'zod';
import { list, type Environment } from '../environment.ts';
import { minSecretChars } from './cookie-secrets.ts';
import { roleRule, type RoleRule } from './role-rules.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackNames.has(new URL(url).hostname);
}

/** Tokens and codes travel there, so it is encrypted or does not leave this machine. */
const safeUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith('https:') || isLoopback(url), 'must begin with https://');
const clockToleranceSeconds = z.number().min(0).max(600).default(60);
const text = z.string().min(1);

const oidc = z.strictObject({
  issuer: safeUrl,
  clientId: text,
  clientSecret: text.optional(),
  /** Name of the environment variable that holds the client secret, so that files carry none. */
  clientSecretFrom: text.optional(),
  /** How the secret is sent; some providers take only one way. */
  clientAuthentication: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  scopes: z.array(text).min(1).default(['openid', 'profile', 'email', 'offline_access']),
  /** Added to the address of the sign-in, as some providers want it. */
  authorizationParameters: z.record(text, z.string()).default({}),
  /** Also asks the user info endpoint, for providers that leave claims out of the id token. */
  readsUserInfo: z.boolean().default(false),
  clockToleranceSeconds,
});

/** None of those that a key published by the issuer could not check. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

export const bearerSettings = z.strictObject({
  issuer: safeUrl,
  audience: z.union([text.transform((one) => [one]), z.array(text).min(1)]),
  /** Found through the issuer when left out. */
  jwksUri: safeUrl.optional(),
  algorithms: z.array(z.enum(algorithms)).min(1).default(['RS256', 'PS256', 'ES256']),
  clockToleranceSeconds,
});

const ownPath = z.string().regex(/^\/(?![/\\])/, 'must be a path of this site');

const platform = z.strictObject({
  /** `null` where the platform itself sends everybody to the sign-in. */
  signInPath: ownPath.nullable().default('/.auth/login/aad'),
  signOutPath: ownPath.nullable().default('/.auth/logout'),
});

/** Part `access` of the configuration. */
export const accessSettings = z.strictObject({
  oidc: oidc.optional(),
  platform: platform.optional(),
  bearer: bearerSettings.optional(),
  roles: z.array(roleRule).default([]),
  cookie: z.enum(['lax', 'none', 'none-partitioned']).default('lax'),
  /** The first seals, all open. */
  cookieSecrets: z.array(z.string().min(minSecretChars)).default([]),
  /** A session that nobody uses. */
  sessionIdleMinutes: z.number().positive().default(120),
  /** A session in use. */
  sessionMaxMinutes: z.number().positive().default(720),
  /** Of one address; behind a proxy all come from one. */
  signInsPerMinute: z.int().min(1).default(60),
});
type AccessSettings = z.output<typeof accessSettings>;

export type OidcConfig = Omit<z.output<typeof oidc>, 'clientSecret' | 'clientSecretFrom'> & {
  /** `null`: a public client, PKCE alone. */
  readonly clientSecret: string | null;
};
export type BearerConfig = z.output<typeof bearerSettings>;
type PlatformConfig = z.output<typeof platform>;

export interface AccessConfig {
  /** None of the three: everybody who reaches this process may do everything. */
  readonly oidc: OidcConfig | null;
  readonly platform: PlatformConfig | null;
  readonly bearer: BearerConfig | null;
  readonly roles: readonly RoleRule[];
  /** Where browsers reach this dashboard, without a slash at its end; `null` = at the address they ask for. */
  readonly publicUrl: string | null;
  readonly cookie: AccessSettings['cookie'];
  readonly cookieSecrets: readonly string[];
  readonly sessionIdleMinutes: number;
  readonly sessionMaxMinutes: number;
  readonly signInsPerMinute: number;
  /** Said to everybody. */
  readonly warnings: readonly string[];
}

export const publicUrlSetting = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.canParse(url) && new URL(url).pathname === '/',
    'has no path: the dashboard is at the root of its site',
  )
  .transform((url) => new URL(url).origin)
  .nullable()
  .default(null);

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Part `access` of the file with what the environment says instead. Still to be parsed. */
export function withAccessEnvironment(file: unknown, env: Environment): unknown {
  if (file !== undefined && (typeof file !== 'object' || file === null)) return file;
  const given = record(file);
  const fromEnv = {
    oidc: present({
      issuer: env.DURASCOPE_OIDC_ISSUER,
      clientId: env.DURASCOPE_OIDC_CLIENT_ID,
      clientSecret: env.DURASCOPE_OIDC_CLIENT_SECRET,
    }),
    bearer: present({ issuer: env.DURASCOPE_BEARER_ISSUER, audience: env.DURASCOPE_BEARER_AUDIENCE }),
  };
  const merged = { ...given };
  for (const [part, values] of Object.entries(fromEnv)) {
    if (Object.keys(values).length > 0) merged[part] = { ...record(given[part]), ...values };
  }
  if (env.DURASCOPE_PLATFORM_AUTHENTICATION === 'true') merged.platform ??= {};
  if (env.DURASCOPE_ROLES) merged.roles = jsonOf(env.DURASCOPE_ROLES);
  if (env.DURASCOPE_COOKIE_SECRETS) merged.cookieSecrets = list(env.DURASCOPE_COOKIE_SECRETS);
  return merged;
}

interface Surroundings {
  readonly publicUrl: string | null;
  /** The address listened on. */
  readonly isLoopback: boolean;
  readonly allowUnauthenticated: boolean;
  readonly host: string;
  readonly env: Environment;
}

function secretOf(
  { clientSecret, clientSecretFrom }: z.output<typeof oidc>,
  env: Environment,
  problems: string[],
) {
  if (clientSecret !== undefined) return clientSecret;
  if (clientSecretFrom === undefined) return null;
  const secret = env[clientSecretFrom];
  if (!secret)
    problems.push(`access.oidc wants its client secret from ${clientSecretFrom}, which is not set.`);
  return secret ?? null;
}

function openWarnings({ isLoopback: isLocal, host, allowUnauthenticated }: Surroundings, problems: string[]) {
  if (isLocal) return [];
  if (allowUnauthenticated) {
    return [
      `This dashboard listens on ${host} and asks nobody who they are: whoever reaches it may do everything to its task hubs.`,
    ];
  }
  problems.push(
    `Listening on ${host} would let anybody who reaches it act on your task hubs. Use a loopback address, configure a way to sign in (docs/access.md), or set DURASCOPE_ALLOW_UNAUTHENTICATED=true if something in front of it signs people in.`,
  );
  return [];
}

function checkOidc(settings: AccessSettings, { publicUrl, isLoopback: isLocal }: Surroundings): string[] {
  if (settings.oidc === undefined) return [];
  const problems: string[] = [];
  if (publicUrl === null && !isLocal) {
    problems.push('access.oidc needs publicUrl, the address at which browsers reach this dashboard.');
  }
  if (publicUrl?.startsWith('http:') === true && !isLoopback(publicUrl)) {
    problems.push('publicUrl must begin with https://, because session cookies travel there.');
  }
  if (settings.platform !== undefined) {
    problems.push('access.oidc and access.platform both sign browsers in: choose one.');
  }
  return problems;
}

/** Says what is wrong in `problems`. */
export function accessConfig(
  settings: AccessSettings,
  around: Surroundings,
  problems: string[],
): AccessConfig {
  const { oidc: provider, platform: front = null, bearer: tokens = null, ...rest } = settings;
  const isOpen = provider === undefined && front === null && tokens === null;
  problems.push(...checkOidc(settings, around));
  if (!isOpen && settings.roles.length === 0) {
    problems.push('access.roles is empty: nobody who signs in could see anything.');
  }
  if (isOpen && settings.roles.length > 0) {
    problems.push(
      'access.roles does nothing without access.oidc, access.platform or access.bearer to sign in.',
    );
  }
  const warnings = isOpen ? openWarnings(around, problems) : [];
  const clientSecret = provider === undefined ? null : secretOf(provider, around.env, problems);
  return {
    ...rest,
    platform: front,
    bearer: tokens,
    oidc: provider === undefined ? null : { ...provider, clientSecret },
    publicUrl: around.publicUrl,
    warnings,
  };
}
