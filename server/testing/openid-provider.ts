import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';

export const testClient = {
  id: 'durascope',
  secret: 'client-secret-that-nobody-may-see',
  audience: 'urn:durascope:api',
};

const tokenAnswer = z.looseObject({ id_token: z.string() });

function payloadOf(token: string): JWTPayload {
  const [, payload = ''] = token.split('.');
  return z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}

/** A real OpenID provider on a free port, whose id tokens a test may change before they are signed. */
export class TestOpenIdProvider {
  /** By login name. */
  readonly claims = new Map<string, Record<string, unknown>>();
  /** Applied to every id token; the provider's own key signs the result. */
  changeIdToken: ((payload: JWTPayload) => JWTPayload) | null = null;
  /** Instead of the provider's own key. */
  foreignKey: JWK | null = null;
  /** Everything secret that it gave out. */
  readonly secrets: string[] = [testClient.secret];
  /** Grant types in the order in which tokens were asked for. */
  readonly grants: string[] = [];
  revocations = 0;
  isDown = false;
  private provider: Provider | null = null;

  private constructor(
    readonly issuer: string,
    private readonly server: ReturnType<typeof createServer>,
    private readonly key: JWK,
  ) {}

  static async start(): Promise<TestOpenIdProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
    return new TestOpenIdProvider(`http://127.0.0.1:${address.port}`, server, await newKey());
  }

  /** Takes sign-ins of the dashboard at the given address. */
  serve(dashboard: string, tokenSeconds = 3600): void {
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: testClient.id,
          client_secret: testClient.secret,
          redirect_uris: [`${dashboard}/auth/callback`],
          post_logout_redirect_uris: [`${dashboard}/`],
          grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        },
      ],
      jwks: { keys: [this.key] },
      cookies: { keys: ['a key of the provider'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'preferred_username', 'roles', 'groups', '_claim_names'] },
      conformIdTokenClaims: false,
      issueRefreshToken: () => true,
      ttl: { AccessToken: tokenSeconds, IdToken: tokenSeconds },
      findAccount: (_ctx, id) => ({
        accountId: id,
        claims: () => ({ sub: id, preferred_username: `${id}@example.com`, ...this.claims.get(id) }),
      }),
      features: {
        clientCredentials: { enabled: true },
        revocation: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => [],
          getResourceServerInfo: () => ({ scope: 'use', accessTokenFormat: 'jwt' }),
        },
      },
      extraTokenClaims: (_ctx, token) => ('clientId' in token ? this.claims.get('client') : undefined),
    });
    this.provider = provider;
    provider.use(async (ctx: KoaContextWithOIDC, next) => {
      await next();
      await this.afterAnswer(ctx);
    });
    const handle = provider.callback();
    this.server.on('request', (request, response) => {
      if (this.isDown) response.writeHead(503).end();
      else void handle(request, response);
    });
  }

  reset(): void {
    Object.assign(this, { changeIdToken: null, foreignKey: null, isDown: false, revocations: 0 });
    this.grants.length = 0;
  }

  /** As when an administrator ends the sessions of a user. */
  async forgetRefreshTokens(): Promise<void> {
    for (const token of this.secrets) await (await this.provider?.RefreshToken.find(token))?.destroy();
  }

  /** A token for scripts, from the provider itself. */
  async clientToken(): Promise<string> {
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: testClient.id,
        resource: testClient.audience,
      }),
      headers: { authorization: `Basic ${btoa(`${testClient.id}:${testClient.secret}`)}` },
    });
    return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
  }

  async sign(payload: JWTPayload, key: JWK = this.key): Promise<string> {
    const header = { alg: 'RS256', ...(this.key.kid === undefined ? {} : { kid: this.key.kid }) };
    return new SignJWT(payload).setProtectedHeader(header).sign(await importJWK(key, 'RS256'));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async afterAnswer(ctx: KoaContextWithOIDC): Promise<void> {
    const { location } = ctx.response.headers;
    const code =
      typeof location === 'string' && URL.canParse(location) && new URL(location).searchParams.get('code');
    if (code) this.secrets.push(code);
    if (ctx.path === '/token/revocation') this.revocations += 1;
    if (ctx.path !== '/token') return;
    const body: unknown = ctx.body;
    const answer = tokenAnswer.safeParse(body).data;
    this.grants.push(String(ctx.oidc.params?.grant_type));
    if (answer === undefined) return;
    const payload = payloadOf(answer.id_token);
    const changed = this.changeIdToken?.(payload) ?? payload;
    ctx.body = { ...answer, id_token: await this.sign(changed, this.foreignKey ?? this.key) };
    for (const [name, value] of Object.entries(ctx.body as object)) {
      if (name.endsWith('token') && typeof value === 'string') this.secrets.push(value);
    }
  }
}

export async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
}
