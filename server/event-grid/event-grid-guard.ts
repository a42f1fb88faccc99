import { createHash, timingSafeEqual } from 'node:crypto';
import { BearerTokens } from '../access/bearer-tokens.ts';
import { RoleRules } from '../access/role-rules.ts';
import { AppError } from '../errors.ts';
import type { EventGridSource } from './event-grid-config.ts';

/** What a request brings to prove where it comes from. */
export interface Proof {
  /** Query parameter `code`; anything but one text is no proof. */
  readonly code: unknown;
  /** Header `x-durascope-secret`, a delivery property of the subscription. */
  readonly secret: string | undefined;
  readonly authorization: string | undefined;
}

export type Guard = (proof: Proof) => Promise<void>;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Takes as long whichever of them it is, if any. */
function isOneOf(given: string, digests: readonly Buffer[]): boolean {
  const own = digest(given);
  return digests.map((each) => timingSafeEqual(own, each)).includes(true);
}

/** Version 1 of the tokens names the application `appid`, version 2 `azp`. */
function applicationRules(values: readonly string[]): RoleRules {
  const claims = ['appid', 'azp'] as const;
  return new RoleRules(claims.map((claim) => ({ role: 'viewer', hubs: ['*'], claim, values: [...values] })));
}

function tokenCheck(token: NonNullable<EventGridSource['token']>): (text: string) => Promise<boolean> {
  const rules = applicationRules(token.applicationIds);
  const tokens = new BearerTokens({ config: token, rules, now: Date.now });
  return async (text) => (await tokens.verify(text)).identity.rules.length > 0;
}

export function bringsProof({ code, secret, authorization }: Proof): boolean {
  return code !== undefined || secret !== undefined || authorization !== undefined;
}

/** Passes whoever has a secret or a token of the source; anybody else is `unauthenticated`. */
export function createGuard({ secrets, token }: EventGridSource): Guard {
  const digests = secrets.map(digest);
  const isValidToken = token === null ? null : tokenCheck(token);
  return async ({ code, secret, authorization }) => {
    const given = [code, secret].filter((each) => typeof each === 'string');
    if (given.some((each) => isOneOf(each, digests))) return;
    const bearer = /^bearer +(.+)$/i.exec(authorization ?? '')?.[1];
    if (bearer !== undefined && isValidToken !== null && (await isValidToken(bearer))) return;
    throw new AppError('unauthenticated', 'Events are taken only with a secret or a token of this webhook.');
  };
}
