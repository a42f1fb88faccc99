import { createHash } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { AccessConfig } from './access-config.ts';

/** How long somebody may take at the provider. */
export const signInMinutes = 10;

/** Names and attributes of the cookies. */
export class AccessCookies {
  private readonly isSecure: boolean;
  private readonly isPartitioned: boolean;
  private readonly isCrossSite: boolean;

  constructor({ cookie, publicUrl }: Pick<AccessConfig, 'cookie' | 'publicUrl'>) {
    this.isPartitioned = cookie === 'none-partitioned';
    this.isCrossSite = cookie !== 'lax';
    // Browsers take `SameSite=None` only together with `Secure`.
    this.isSecure = this.isCrossSite || publicUrl?.startsWith('https:') === true;
  }

  /** Browsers let nobody else set this one: no other host, no page without encryption. */
  private get prefix(): string {
    return this.isSecure ? '__Host-durascope' : 'durascope';
  }

  readSession(header: string | undefined): string | undefined {
    return parseCookie(header ?? '')[`${this.prefix}-session`];
  }

  /** It ends with the browser, and by what is sealed inside it. */
  setSession(value: string): string {
    return this.write(`${this.prefix}-session`, value);
  }

  clearSession(): string {
    return this.write(`${this.prefix}-session`, '', 0);
  }

  readSignIn(header: string | undefined, state: string): string | undefined {
    return parseCookie(header ?? '')[this.signInName(state)];
  }

  setSignIn(state: string, value: string): string {
    return this.write(this.signInName(state), value, signInMinutes * 60);
  }

  clearSignIn(state: string): string {
    return this.write(this.signInName(state), '', 0);
  }

  /** One for each, because several tabs may sign in at a time. */
  private signInName(state: string): string {
    const short = createHash('sha256').update(state).digest('base64url').slice(0, 12);
    return `${this.prefix}-sign-in-${short}`;
  }

  private write(name: string, value: string, maxAge?: number): string {
    return stringifySetCookie({
      name,
      value,
      path: '/',
      httpOnly: true,
      secure: this.isSecure,
      sameSite: this.isCrossSite ? 'none' : 'lax',
      partitioned: this.isPartitioned,
      ...(maxAge === undefined ? {} : { maxAge }),
    });
  }
}
