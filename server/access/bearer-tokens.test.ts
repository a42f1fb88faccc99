import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newKey, testClient, TestOpenIdProvider } from '../testing/openid-provider.ts';
import { BearerTokens } from './bearer-tokens.ts';
import { accessSettings } from './access-config.ts';
import { RoleRules, roleRule } from './role-rules.ts';

let provider: TestOpenIdProvider;
let tokens: BearerTokens;
beforeAll(async () => {
  provider = await TestOpenIdProvider.start();
  provider.serve('http://127.0.0.1:1');
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.reset();
  const { bearer } = accessSettings.parse({
    bearer: { issuer: provider.issuer, audience: testClient.audience },
  });
  const rules = new RoleRules([roleRule.parse({ role: 'operator', claim: 'scope', value: 'use' })]);
  tokens = new BearerTokens({ config: bearer!, rules, now: Date.now });
});

const seconds = () => Math.floor(Date.now() / 1000);
const good = (): JWTPayload => ({
  iss: provider.issuer,
  aud: testClient.audience,
  sub: 'script',
  exp: seconds() + 300,
  scope: 'read use',
});

function payloadWith(changes: Record<string, unknown>): JWTPayload {
  return JSON.parse(JSON.stringify({ ...good(), ...changes })) as JWTPayload;
}

describe('bearer tokens', () => {
  it('of the provider are taken, as a script gets them', async () => {
    provider.claims.set('client', { roles: ['acts'] });
    const { identity, endsAtMs } = await tokens.verify(await provider.clientToken());
    expect(identity).toMatchObject({ id: testClient.id, name: testClient.id });
    expect(endsAtMs).toBeGreaterThan(Date.now());
  });

  it('give roles by their claims', async () => {
    const { identity } = await tokens.verify(
      await provider.sign({ ...good(), preferred_username: 'night job' }),
    );
    expect(identity).toEqual({ id: 'script', name: 'night job', rules: [0], lacksClaims: false });
  });

  it.each<[string, Record<string, unknown>]>([
    ['for another audience', { aud: 'other' }],
    ['without audience', { aud: undefined }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['without expiry', { exp: undefined }],
    ['without subject', { sub: undefined }],
    ['expired beyond the tolerance', { exp: seconds() - 70 }],
    ['not valid yet, beyond the tolerance', { nbf: seconds() + 120 }],
  ])('%s are refused', async (_, changes) => {
    await expect(tokens.verify(await provider.sign(payloadWith(changes)))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it.each([
    ['expired', { exp: seconds() - 20 }],
    ['not valid yet', { nbf: seconds() + 40 }],
  ])('%s within the tolerance are taken', async (_, changes) => {
    await expect(tokens.verify(await provider.sign({ ...good(), ...changes }))).resolves.toBeDefined();
  });

  it('signed by somebody else, by nobody, or with the public key as a secret are refused', async () => {
    const forged = await provider.sign(good(), await newKey());
    const unsigned = new UnsecuredJWT(good()).encode();
    const published = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: [object] };
    const publicKey = await importJWK(published.keys[0], 'RS256', { extractable: true });
    if (publicKey instanceof Uint8Array) throw new TypeError('an RSA key is no text');
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const confused = await new SignJWT(good())
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(secret);
    for (const token of [forged, unsigned, confused, 'nonsense', 'a.b.c']) {
      await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('cannot be checked while the issuer does not answer, and can after that', async () => {
    provider.isDown = true;
    const token = await provider.sign(good());
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'store-unavailable' });
    provider.isDown = false;
    await expect(tokens.verify(token)).resolves.toBeDefined();
  });
});

it.each([['HS256'], ['none'], ['HS512']])('the algorithm %s cannot be configured', (algorithm) => {
  const bearer = { issuer: 'https://a.example', audience: 'a', algorithms: [algorithm] };
  expect(accessSettings.safeParse({ bearer }).success).toBe(false);
});
