import { expect, it } from 'vitest';
import { listenForTest } from '../testing/listening.ts';
import { accessSettings } from './access-config.ts';
import { newSignInChecks, OidcProvider } from './oidc-provider.ts';

function providerAt(issuer: string): OidcProvider {
  const { oidc } = accessSettings.parse({ oidc: { issuer, clientId: 'x' } });
  return new OidcProvider({ ...oidc!, clientSecret: null });
}

const begin = (provider: OidcProvider) =>
  provider.authorizationUrl('http://localhost/auth/callback', newSignInChecks());

it('a provider that cannot be reached is no refusal, and is looked for again', async () => {
  const server = await listenForTest(() => undefined);
  await server.close();
  const provider = providerAt(server.url);
  const failure = { code: 'store-unavailable', cause: { message: 'fetch failed' } };
  await expect(begin(provider)).rejects.toMatchObject(failure);
  await expect(begin(provider)).rejects.toMatchObject(failure);
});

it.each([
  ['answers with a failure', [502, 'text/html', 'bad gateway'], 'store-unavailable'],
  ['answers with a page', [200, 'text/html', '<p>hello</p>'], 'store-unavailable'],
  ['is another one', [200, 'application/json', '{"issuer":"https://other.example"}'], 'unauthenticated'],
] as const)('a provider that %s leads nowhere', async (_, [status, type, body], code) => {
  const server = await listenForTest((_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await expect(begin(providerAt(server.url))).rejects.toMatchObject({ code });
  await server.close();
});
