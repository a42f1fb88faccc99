import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Claims } from './claims.ts';
import { userIdOf, userNameOf } from './claims.ts';
import type { OidcProvider, SignedIn } from './oidc-provider.ts';
import type { Identity, RoleRules } from './role-rules.ts';
import type { Sealer } from './sealed.ts';

/** All that a browser keeps of a sign-in. Claims stay out: lists of groups fit into no cookie. */
const browserSession = z.object({
  sessionId: z.string(),
  subject: z.string(),
  identity: z.object({
    id: z.string(),
    name: z.string(),
    rules: z.array(z.int()).readonly(),
    lacksClaims: z.boolean(),
  }),
  /** Of the rules whose positions the identity holds. */
  rulesVersion: z.string(),
  signedInAtMs: z.int(),
  /** Then the provider is asked again, or the session ends. */
  tokensEndAtMs: z.int(),
  /** `null`: the provider gave none, or one too large to keep. */
  refreshToken: z.string().nullable(),
  iat: z.int(),
});
type BrowserSession = z.output<typeof browserSession>;
type UnsealedSession = Omit<BrowserSession, 'iat'>;

/** Browsers keep 4096 bytes, name and attributes included. */
const maxCookieChars = 3_800;
/** Requests that were under way with the cookie of before get the same answer as the first of them. */
const renewalKeptMs = 60_000;
const resealAfterMs = 5 * 60_000;
const maxNameChars = 200;

interface SessionLimits {
  readonly idleMs: number;
  readonly maxMs: number;
}

/** Who a cookie stands for. */
export interface OpenSession {
  readonly identity: Identity;
  /** `null`: the browser keeps the cookie it has. */
  readonly cookie: string | null;
  readonly isCurrent: () => boolean;
}

interface Parts {
  readonly provider: Pick<OidcProvider, 'refresh' | 'revoke'>;
  readonly sealer: Sealer;
  readonly rules: RoleRules;
  readonly limits: SessionLimits;
  readonly now: () => number;
  readonly onNotice: (notice: string) => void;
}

/** Remembers for as long as it matters, so that it does not grow. */
class FadingMap<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly untilMs: number }>();

  constructor(private readonly now: () => number) {}

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && entry.untilMs > this.now() ? entry.value : undefined;
  }

  set(key: string, value: Value, keptMs: number): void {
    const now = this.now();
    for (const [old, { untilMs }] of this.entries) if (untilMs <= now) this.entries.delete(old);
    this.entries.set(key, { value, untilMs: now + keptMs });
  }
}

/** Sessions live in the browsers' cookies; this process only remembers which of them were signed out. */
export class BrowserSessions {
  private readonly signedOut: FadingMap<true>;
  private readonly renewals: FadingMap<Promise<UnsealedSession | null>>;

  constructor(private readonly parts: Parts) {
    this.signedOut = new FadingMap(parts.now);
    this.renewals = new FadingMap(parts.now);
  }

  async begin(signedIn: SignedIn): Promise<{ cookie: string; identity: Identity }> {
    const session = this.sessionOf(signedIn, { sessionId: randomUUID(), signedInAtMs: this.parts.now() });
    return { cookie: await this.seal(session), identity: session.identity };
  }

  /** `null`: nobody. */
  async open(cookie: string): Promise<OpenSession | null> {
    const { now, limits } = this.parts;
    const found = await this.unseal(cookie);
    if (found === null) return null;
    const session = now() < found.tokensEndAtMs ? found : await this.renew(found);
    if (session === null || this.signedOut.get(session.sessionId)) return null;
    const isOld = now() - found.iat * 1000 > Math.min(resealAfterMs, limits.idleMs / 2);
    return {
      identity: session.identity,
      cookie: isOld || session !== found ? await this.seal(session) : null,
      isCurrent: () => now() < this.endOf(session) && !this.signedOut.get(session.sessionId),
    };
  }

  /** Copies of the cookie open nothing any more. The provider is told, too, where it takes that. */
  async end(cookie: string): Promise<void> {
    const session = await this.unseal(cookie);
    if (session === null) return;
    this.signedOut.set(session.sessionId, true, this.parts.limits.maxMs);
    if (session.refreshToken !== null) await this.parts.provider.revoke(session.refreshToken);
  }

  private async unseal(cookie: string): Promise<BrowserSession | null> {
    const { sealer, rules, now } = this.parts;
    const at = new Date(now());
    const session = await sealer.open(cookie, { purpose: 'session', at, schema: browserSession });
    if (session === null || session.rulesVersion !== rules.version) return null;
    return this.signedOut.get(session.sessionId) ? null : session;
  }

  private endOf({ signedInAtMs, tokensEndAtMs }: UnsealedSession): number {
    return Math.min(tokensEndAtMs, signedInAtMs + this.parts.limits.maxMs);
  }

  private renew(session: BrowserSession): Promise<UnsealedSession | null> {
    const { refreshToken, sessionId, tokensEndAtMs } = session;
    if (refreshToken === null) return Promise.resolve(null);
    // A provider may take a refresh token only once, and a page sends many requests at a time.
    const key = `${sessionId} ${tokensEndAtMs}`;
    const running = this.renewals.get(key);
    if (running !== undefined) return running;
    const renewal = this.askAgain(session, refreshToken);
    this.renewals.set(key, renewal, renewalKeptMs);
    // A provider that did not answer is asked again by the next request.
    renewal.catch(() => this.renewals.set(key, renewal, 0));
    return renewal;
  }

  private async askAgain(session: BrowserSession, refreshToken: string): Promise<UnsealedSession | null> {
    const renewed = await this.parts.provider.refresh(refreshToken);
    if (renewed?.subject !== session.subject) return null;
    return this.sessionOf(renewed, session);
  }

  private sessionOf(
    { subject, claims, validForSeconds, refreshToken }: SignedIn,
    { sessionId, signedInAtMs }: Pick<BrowserSession, 'sessionId' | 'signedInAtMs'>,
  ): UnsealedSession {
    const { rules, now } = this.parts;
    return {
      sessionId,
      subject,
      identity: rules.identify(userOf(claims, subject), claims),
      rulesVersion: rules.version,
      signedInAtMs,
      tokensEndAtMs: now() + Math.floor(validForSeconds * 1000),
      refreshToken,
    };
  }

  private async seal(session: UnsealedSession): Promise<string> {
    const { sealer, now, limits, onNotice } = this.parts;
    const until = new Date(Math.min(now() + limits.idleMs, session.signedInAtMs + limits.maxMs));
    const options = { purpose: 'session', at: new Date(now()), until } as const;
    const sealed = await sealer.seal({ ...session }, options);
    if (sealed.length <= maxCookieChars || session.refreshToken === null) return sealed;
    onNotice('The refresh token of the provider fits into no cookie: sessions end when the first tokens do');
    return sealer.seal({ ...session, refreshToken: null }, options);
  }
}

function userOf(claims: Claims, subject: string): { id: string; name: string } {
  const id = userIdOf(claims) ?? subject;
  return { id, name: (userNameOf(claims) ?? id).slice(0, maxNameChars) };
}
