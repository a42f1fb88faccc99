import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { BearerConfig } from './access-config.ts';
import { userIdOf, userNameOf } from './claims.ts';
import type { Identity, RoleRules } from './role-rules.ts';

const timeoutMs = 10_000;
const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.url() });

function unreachable(cause: unknown): AppError {
  return new AppError('store-unavailable', 'The keys of the token issuer cannot be read.', {
    cause: cause instanceof Error ? new Error(`${cause.name}: ${cause.message}`) : undefined,
  });
}

async function findKeys(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    const found = discoveryDocument.parse(await response.json());
    if (found.issuer !== issuer) throw new Error(`${address} names another issuer`);
    return new URL(found.jwks_uri);
  } catch (error) {
    throw unreachable(error);
  }
}

/** Faults of the token; anything else is about getting the keys. */
function isTokenFault(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}

interface Parts {
  readonly config: BearerConfig;
  readonly rules: RoleRules;
  readonly now: () => number;
}

/** Tokens that scripts send: signed by the issuer, for this dashboard. */
export class BearerTokens {
  private keys: Promise<JWTVerifyGetKey> | null = null;

  constructor(private readonly parts: Parts) {}

  /** Throws `unauthenticated` for a token that is not as it must be. */
  async verify(token: string): Promise<{ identity: Identity; endsAtMs: number }> {
    const { config, rules, now } = this.parts;
    const keys = await this.keySet();
    const { payload } = await jwtVerify(token, keys, {
      issuer: config.issuer,
      audience: config.audience,
      algorithms: config.algorithms,
      clockTolerance: config.clockToleranceSeconds,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      if (!isTokenFault(error)) throw unreachable(error);
      // Which check failed is in the log; somebody who tries tokens learns nothing.
      const cause = error instanceof Error ? new Error(`${error.name}: ${error.message}`) : undefined;
      throw new AppError('unauthenticated', 'The bearer token is not valid here.', { cause });
    });
    const id = userIdOf(payload) ?? '';
    return {
      identity: rules.identify({ id, name: userNameOf(payload) ?? id }, payload),
      endsAtMs: ((payload.exp ?? 0) + config.clockToleranceSeconds) * 1000,
    };
  }

  private keySet(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.openKeySet().catch((error: unknown) => {
      this.keys = null;
      throw error;
    });
    return this.keys;
  }

  private async openKeySet(): Promise<JWTVerifyGetKey> {
    const { issuer, jwksUri } = this.parts.config;
    const address = jwksUri === undefined ? await findKeys(issuer) : new URL(jwksUri);
    return createRemoteJWKSet(address, { timeoutDuration: timeoutMs });
  }
}
