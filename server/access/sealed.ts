import { createHash, hkdfSync } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { z } from 'zod';

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

function keyOf(secret: string): Key {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, '', 'durascope cookie', 32));
  return { id: createHash('sha256').update(bytes).digest('base64url').slice(0, 8), bytes };
}

/** What is sealed for one purpose does not open for another. */
type Purpose = 'session' | 'sign-in';

interface SealOptions {
  readonly purpose: Purpose;
  readonly at: Date;
  readonly until: Date;
}

interface OpenOptions<Value> {
  readonly purpose: Purpose;
  readonly at: Date;
  readonly schema: z.ZodType<Value>;
}

/** Texts that only this dashboard can read, and whose change it notices. The first secret seals, all of them open. */
export class Sealer {
  private readonly keys: readonly [Key, ...Key[]];

  constructor([first, ...others]: readonly [string, ...string[]]) {
    this.keys = [keyOf(first), ...others.map(keyOf)];
  }

  seal(value: Record<string, unknown>, { purpose, at, until }: SealOptions): Promise<string> {
    const [{ id, bytes }] = this.keys;
    return new EncryptJWT(value)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: id })
      .setAudience(purpose)
      .setIssuedAt(at)
      .setExpirationTime(until)
      .encrypt(bytes);
  }

  /** `null`: expired, changed, sealed with another key or for another purpose. */
  async open<Value>(text: string, { purpose, at, schema }: OpenOptions<Value>): Promise<Value | null> {
    try {
      const { payload } = await jwtDecrypt(text, ({ kid }) => this.keyNamed(kid), {
        audience: purpose,
        currentDate: at,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp', 'iat'],
      });
      return schema.safeParse(payload).data ?? null;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
  }

  private keyNamed(id: string | undefined): Uint8Array {
    const key = this.keys.find((candidate) => candidate.id === id);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key.bytes;
  }
}
