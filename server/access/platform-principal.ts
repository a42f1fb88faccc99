import { z } from 'zod';
import { userIdOf, userNameOf, valuesOf, type Claims } from './claims.ts';
import type { Identity, RoleRules } from './role-rules.ts';

export const principalHeader = 'x-ms-client-principal';

const principal = z.object({
  name_typ: z.string().nullish(),
  role_typ: z.string().nullish(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});

/** Some identity providers of the platform name claims by these addresses. */
const idClaims = [
  'http://schemas.microsoft.com/identity/claims/objectidentifier',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
];

function decode(header: string): z.output<typeof principal> | null {
  try {
    return (
      principal.safeParse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as unknown).data ?? null
    );
  } catch {
    return null;
  }
}

/** An object claim such as `_claim_names` travels as its JSON text. */
function valueOf(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function claimsOf({ claims, role_typ: roleType }: z.output<typeof principal>): Claims {
  const found = new Map<string, unknown[]>();
  for (const { typ, val } of claims) {
    const names = typ === roleType && typ !== 'roles' ? [typ, 'roles'] : [typ];
    for (const name of names) found.set(name, [...(found.get(name) ?? []), valueOf(val)]);
  }
  const single = ([name, values]: [string, unknown[]]) =>
    [name, values.length === 1 ? values[0] : values] as const;
  return Object.fromEntries([...found].map(single));
}

/** Whom App Service or Container Apps signed in; `null` = nobody. Anybody can send this header where no platform takes it away. */
export function platformIdentity(header: string, rules: RoleRules): Identity | null {
  const found = decode(header);
  if (found === null) return null;
  const claims = claimsOf(found);
  const [longId] = idClaims.flatMap((name) => valuesOf(claims, name));
  const id = longId ?? userIdOf(claims);
  if (id === undefined) return null;
  const [typed] = found.name_typ ? valuesOf(claims, found.name_typ) : [];
  return rules.identify({ id, name: typed ?? userNameOf(claims) ?? id }, claims);
}
