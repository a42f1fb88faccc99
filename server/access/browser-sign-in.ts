import { z } from 'zod';
import { AppError } from '../errors.ts';
import { signInMinutes, type AccessCookies } from './access-cookies.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { newSignInChecks, type OidcProvider } from './oidc-provider.ts';
import { returnPath } from './return-path.ts';
import type { Identity } from './role-rules.ts';
import type { Sealer } from './sealed.ts';

const callbackPath = '/auth/callback';

const begunSignIn = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
});

interface Redirect {
  readonly location: string;
  readonly setCookies: readonly string[];
}

interface Parts {
  readonly provider: OidcProvider;
  readonly sessions: BrowserSessions;
  readonly sealer: Sealer;
  readonly cookies: AccessCookies;
  readonly now: () => number;
}

/** The way of a browser to the provider and back. `base` is the address at which it reaches this dashboard. */
export class BrowserSignIn {
  constructor(private readonly parts: Parts) {}

  async begin(base: string, returnTo: unknown): Promise<Redirect> {
    const { provider, sealer, cookies, now } = this.parts;
    const checks = newSignInChecks();
    const location = await provider.authorizationUrl(base + callbackPath, checks);
    const at = new Date(now());
    const until = new Date(now() + signInMinutes * 60_000);
    const begun = { ...checks, returnTo: returnPath(returnTo) };
    const sealed = await sealer.seal(begun, { purpose: 'sign-in', at, until });
    return { location: location.href, setCookies: [cookies.setSignIn(checks.state, sealed)] };
  }

  /** `search` is the query that the provider sent the browser back with. */
  async finish(
    base: string,
    search: string,
    cookieHeader: string | undefined,
  ): Promise<Redirect & { readonly identity: Identity }> {
    const { provider, sessions, cookies } = this.parts;
    const state = new URLSearchParams(search).get('state') ?? '';
    const begun = await this.begunWith(state, cookieHeader);
    const signedIn = await provider.finish(new URL(base + callbackPath + search), begun);
    const { cookie, identity } = await sessions.begin(signedIn);
    return {
      identity,
      location: begun.returnTo,
      setCookies: [cookies.setSession(cookie), cookies.clearSignIn(state)],
    };
  }

  /** Where a browser goes on to, so that the provider ends its own session. */
  async signOut(base: string, cookieHeader: string | undefined): Promise<Redirect> {
    const { provider, sessions, cookies } = this.parts;
    const cookie = cookies.readSession(cookieHeader);
    // Without its cookie the browser is signed out, whether or not the provider hears of it.
    if (cookie !== undefined) await sessions.end(cookie).catch(() => undefined);
    const location = await provider.endSessionUrl(`${base}/`).catch(() => null);
    return { location: location?.href ?? '/', setCookies: [cookies.clearSession()] };
  }

  private async begunWith(state: string, cookieHeader: string | undefined) {
    const { sealer, cookies, now } = this.parts;
    const sealed = cookies.readSignIn(cookieHeader, state);
    const options = { purpose: 'sign-in', at: new Date(now()), schema: begunSignIn } as const;
    const begun = sealed === undefined ? null : await sealer.open(sealed, options);
    if (begun !== null) return begun;
    throw new AppError(
      'invalid-request',
      `This sign-in began in another browser, was used already, or took longer than ${signInMinutes} minutes. Sign in again.`,
    );
  }
}
