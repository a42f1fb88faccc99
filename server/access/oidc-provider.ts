import * as openid from 'openid-client';
import { AppError } from '../errors.ts';
import type { OidcConfig } from './access-config.ts';
import type { Claims } from './claims.ts';

/** What has to be the same when somebody comes back from the provider. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What a provider said of somebody who signed in, and for how long. */
export interface SignedIn {
  readonly subject: string;
  readonly claims: Claims;
  readonly validForSeconds: number;
  readonly refreshToken: string | null;
}

export function newSignInChecks(): SignInChecks {
  return {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
  };
}

const timeoutSeconds = 10;
const maxDescriptionChars = 300;

/** Names and codes only: what these errors carry beside them are whole answers of the provider, with tokens. */
function withoutSecrets(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('the provider failed');
  const parts = [error.message];
  if (error instanceof openid.ResponseBodyError || error instanceof openid.AuthorizationResponseError) {
    parts.push(error.error, (error.error_description ?? '').slice(0, maxDescriptionChars));
  }
  const { cause } = error;
  const copy = new Error(parts.filter(Boolean).join(': '));
  copy.name = error.name;
  return cause instanceof Error ? Object.assign(copy, { cause: new Error(cause.message) }) : copy;
}

/** What says nothing about the sign-in: the provider, or the way to it, is at fault for now. */
const passingCodes = new Set([
  undefined,
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

function isPassing(error: unknown): boolean {
  if (error instanceof openid.ResponseBodyError) return error.status >= 500 || error.status === 429;
  // Without a connection `fetch` throws a bare TypeError; those of the library carry codes.
  if (error instanceof TypeError) return !('code' in error);
  return error instanceof openid.ClientError && passingCodes.has(error.code);
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const cause = withoutSecrets(error);
  return isPassing(error)
    ? new AppError('store-unavailable', 'The sign-in provider does not answer. Try again in a moment.', {
        cause,
      })
    : new AppError('unauthenticated', 'The sign-in provider did not confirm the sign-in.', { cause });
}

function clientAuthentication({ clientSecret, clientAuthentication: way }: OidcConfig): openid.ClientAuth {
  if (clientSecret === null) return openid.None();
  return way === 'client_secret_post'
    ? openid.ClientSecretPost(clientSecret)
    : openid.ClientSecretBasic(clientSecret);
}

/** An OpenID provider, found when it is first needed. All failures are `AppError`, without tokens in their causes. */
export class OidcProvider {
  private found: Promise<openid.Configuration> | null = null;

  constructor(private readonly config: OidcConfig) {}

  async authorizationUrl(redirectUri: string, checks: SignInChecks): Promise<URL> {
    const provider = await this.provider();
    const { scopes, authorizationParameters } = this.config;
    return openid.buildAuthorizationUrl(provider, {
      ...authorizationParameters,
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  async finish(callback: URL, { state, nonce, codeVerifier }: SignInChecks): Promise<SignedIn> {
    const provider = await this.provider();
    try {
      const tokens = await openid.authorizationCodeGrant(provider, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
      });
      return await this.signedIn(provider, tokens);
    } catch (error) {
      throw toAppError(error);
    }
  }

  /** `null`: the provider does not renew it. */
  async refresh(refreshToken: string): Promise<SignedIn | null> {
    const provider = await this.provider();
    try {
      const tokens = await openid.refreshTokenGrant(provider, refreshToken);
      const renewed = await this.signedIn(provider, tokens);
      return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
    } catch (error) {
      if (isPassing(error)) throw toAppError(error);
      return null;
    }
  }

  /** Where the provider ends its own session; `null` where it offers no such thing. */
  async endSessionUrl(returnTo: string): Promise<URL | null> {
    const provider = await this.provider();
    if (provider.serverMetadata().end_session_endpoint === undefined) return null;
    return openid.buildEndSessionUrl(provider, { post_logout_redirect_uri: returnTo });
  }

  async revoke(refreshToken: string): Promise<void> {
    const provider = await this.provider();
    if (provider.serverMetadata().revocation_endpoint === undefined) return;
    try {
      await openid.tokenRevocation(provider, refreshToken, { token_type_hint: 'refresh_token' });
    } catch (error) {
      throw toAppError(error);
    }
  }

  private async signedIn(
    provider: openid.Configuration,
    tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  ): Promise<SignedIn> {
    const claims = tokens.claims();
    if (claims === undefined) throw new AppError('unauthenticated', 'The provider sent no id token.');
    const more = this.config.readsUserInfo
      ? await openid.fetchUserInfo(provider, tokens.access_token, claims.sub)
      : {};
    // How long, not until when: the clock of the provider may be another one.
    const idTokenSeconds = claims.exp - claims.iat;
    return {
      subject: claims.sub,
      claims: { ...more, ...claims },
      validForSeconds: Math.min(idTokenSeconds, tokens.expiresIn() ?? Infinity),
      refreshToken: tokens.refresh_token ?? null,
    };
  }

  private provider(): Promise<openid.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = null;
      throw toAppError(error);
    });
    return this.found;
  }

  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clockToleranceSeconds } = this.config;
    return openid.discovery(
      new URL(issuer),
      clientId,
      { [openid.clockTolerance]: clockToleranceSeconds },
      clientAuthentication(this.config),
      {
        timeout: timeoutSeconds,
        execute: [
          // The signature is checked although the token came from the provider itself.
          openid.enableNonRepudiationChecks,
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- the configuration takes http for loopback only
          ...(issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
  }
}
