import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isAtLeast, roles, type Role } from '../../shared/domain/access.ts';
import type { Caller } from './caller.ts';
import { claimsLeftOut, valuesOf, type Claims } from './claims.ts';

const rolePart = {
  role: z.enum(roles),
  /** Patterns of `<connection>~<task hub>`; `*` stands for any characters. */
  hubs: z.array(z.string().min(1)).min(1).default(['*']),
};

export const roleRule = z.union([
  z.strictObject({ ...rolePart, claim: z.string().min(1), value: z.string().min(1) }),
  z.strictObject({ ...rolePart, claim: z.string().min(1), values: z.array(z.string().min(1)).min(1) }),
  /** Whoever signs in. */
  z.strictObject({ ...rolePart, everybody: z.literal(true) }),
]);
export type RoleRule = z.output<typeof roleRule>;

/** Who somebody is by the rules; small enough to be carried in a cookie. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  /** Positions of the rules that fit. */
  readonly rules: readonly number[];
  /** A rule asks for a claim that the provider left out because it was too long. */
  readonly lacksClaims: boolean;
}

/** Every character but `*` stands for itself. */
function hubPattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function greatest(granted: readonly Role[]): Role | null {
  return granted.reduce<Role | null>(
    (best, role) => (best !== null && isAtLeast(best, role) ? best : role),
    null,
  );
}

function fits(rule: RoleRule, claims: Claims): boolean {
  if ('everybody' in rule) return true;
  const wanted = 'value' in rule ? [rule.value] : rule.values;
  return valuesOf(claims, rule.claim).some((value) => wanted.includes(value));
}

/** Which roles somebody has in which task hubs. */
export class RoleRules {
  /** Another text for other rules: positions kept from before mean nothing then. */
  readonly version: string;
  private readonly grants: readonly { readonly role: Role; readonly hubs: readonly RegExp[] }[];

  constructor(private readonly rules: readonly RoleRule[]) {
    this.version = createHash('sha256').update(JSON.stringify(rules)).digest('base64url').slice(0, 12);
    this.grants = rules.map(({ role, hubs }) => ({ role, hubs: hubs.map(hubPattern) }));
  }

  identify(user: { id: string; name: string }, claims: Claims): Identity {
    const leftOut = claimsLeftOut(claims);
    return {
      ...user,
      rules: this.rules.flatMap((rule, position) => (fits(rule, claims) ? [position] : [])),
      lacksClaims: this.rules.some((rule) => 'claim' in rule && leftOut.has(rule.claim)),
    };
  }

  caller({ id, name, rules }: Identity): Caller {
    const granted = rules.flatMap((position) => this.grants[position] ?? []);
    return {
      id,
      name,
      roleOn: (hub) =>
        greatest(granted.filter(({ hubs }) => hubs.some((one) => one.test(hub))).map(({ role }) => role)),
      highestRole: greatest(granted.map(({ role }) => role)),
    };
  }
}
