import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

const roles = JSON.stringify([{ role: 'viewer', everybody: true }]);
const oidc = {
  DURASCOPE_OIDC_ISSUER: 'https://login.example',
  DURASCOPE_OIDC_CLIENT_ID: 'id',
  DURASCOPE_OIDC_CLIENT_SECRET: 'secret of the client',
  DURASCOPE_ROLES: roles,
};
const beyond = { DURASCOPE_HOST: '0.0.0.0' };

function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
  return '';
}

it('everything common comes from the environment', () => {
  const { access, allowedHosts } = readConfig({
    ...beyond,
    ...oidc,
    DURASCOPE_PUBLIC_URL: 'https://dash.example/',
    DURASCOPE_COOKIE_SECRETS: `${'a'.repeat(32)}, ${'b'.repeat(32)}`,
    DURASCOPE_BEARER_ISSUER: 'https://login.example',
    DURASCOPE_BEARER_AUDIENCE: 'api://durascope',
  });
  expect(access).toMatchObject({
    publicUrl: 'https://dash.example',
    oidc: { issuer: 'https://login.example', clientId: 'id', clientSecret: 'secret of the client' },
    bearer: { audience: ['api://durascope'], algorithms: ['RS256', 'PS256', 'ES256'] },
    cookieSecrets: ['a'.repeat(32), 'b'.repeat(32)],
    roles: [{ role: 'viewer', everybody: true, hubs: ['*'] }],
    warnings: [],
  });
  expect(allowedHosts).toContain('dash.example');
});

it.each([
  ['platform', { DURASCOPE_PLATFORM_AUTHENTICATION: 'true' }],
  ['bearer', { DURASCOPE_BEARER_ISSUER: 'https://login.example', DURASCOPE_BEARER_AUDIENCE: 'a' }],
])('mode %s is enough to listen beyond loopback', (mode, env) => {
  const { access } = readConfig({ ...beyond, ...env, DURASCOPE_ROLES: roles });
  expect(access).toMatchObject({ [mode]: {}, warnings: [] });
});

it('open beyond loopback is refused, or warned of when the flag says so', () => {
  expect(problemsOf(beyond)).toContain('DURASCOPE_ALLOW_UNAUTHENTICATED');
  const { access } = readConfig({ ...beyond, DURASCOPE_ALLOW_UNAUTHENTICATED: 'true' });
  expect(access.warnings.join()).toContain('asks nobody who they are');
  expect(readConfig({ DURASCOPE_ALLOW_UNAUTHENTICATED: 'true' }).access.warnings).toEqual([]);
});

it.each([
  ['no public address', { ...oidc, ...beyond }, 'needs publicUrl'],
  ['no encryption', { ...oidc, DURASCOPE_PUBLIC_URL: 'http://dash.example' }, 'https://'],
  ['a public address with a path', { DURASCOPE_PUBLIC_URL: 'https://a.example/tools' }, 'publicUrl'],
  ['an issuer without encryption', { ...oidc, DURASCOPE_OIDC_ISSUER: 'http://login.example' }, 'issuer'],
  ['no roles', { ...oidc, DURASCOPE_ROLES: '[]' }, 'access.roles is empty'],
  ['roles that are no JSON', { ...oidc, DURASCOPE_ROLES: 'viewer' }, 'access.roles'],
  ['roles without a mode', { DURASCOPE_ROLES: roles }, 'does nothing'],
  ['two ways for browsers', { ...oidc, DURASCOPE_PLATFORM_AUTHENTICATION: 'true' }, 'choose one'],
  ['a short cookie secret', { ...oidc, DURASCOPE_COOKIE_SECRETS: 'short' }, 'access.cookieSecrets'],
])('%s is a problem', (_, env, words) => {
  expect(problemsOf(env)).toContain(words);
});

it('says nothing of a secret when something is wrong', () => {
  const env = { ...oidc, DURASCOPE_COOKIE_SECRETS: 'short-secret', DURASCOPE_OIDC_ISSUER: 'nonsense' };
  expect(problemsOf(env)).not.toMatch(/short-secret|secret of the client/);
});

it('the examples of the documentation are complete', () => {
  const folder = mkdtempSync(join(tmpdir(), 'durascope-examples-'));
  const text = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
  const examples = [...text.matchAll(/^```json\n(.*?)^```/gms)].map(([, example = '']) => example);
  expect(examples.length).toBeGreaterThanOrEqual(5);
  for (const example of examples) {
    const file = join(folder, 'durascope.json');
    writeFileSync(file, example);
    const env = { DURASCOPE_CONFIG: file, DURASCOPE_DATA_DIRECTORY: folder, OIDC_CLIENT_SECRET: 'x' };
    expect(problemsOf(env), example).toBe('');
  }
  rmSync(folder, { recursive: true });
});
