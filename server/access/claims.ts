/** What a provider says of somebody: an id token, an access token, or the principal of the platform. */
export type Claims = Readonly<Record<string, unknown>>;

/** Lists of words in one text, by OAuth. */
const spaced = new Set(['scp', 'scope']);

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [String(value)]
    : [];
}

function within(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return new Map(Object.entries(value)).get(key);
}

/** A claim by its name, or by the dotted path of its name where a provider nests claims (`realm_access.roles`). */
export function valuesOf(claims: Claims, name: string): string[] {
  if (spaced.has(name)) return textsOf(within(claims, name)).flatMap((text) => text.split(' '));
  const whole = within(claims, name);
  if (whole !== undefined) return textsOf(whole);
  return textsOf(name.split('.').reduce<unknown>(within, claims));
}

function firstOf(claims: Claims, names: readonly string[]): string | undefined {
  return names.flatMap((name) => valuesOf(claims, name)).find((text) => text !== '');
}

/** Entra ID makes `sub` another one for each application, so scripts and browsers would be two people; `oid` is one. */
export function userIdOf(claims: Claims): string | undefined {
  return firstOf(claims, ['oid', 'sub']);
}

/** What people call somebody in an audit log. */
export function userNameOf(claims: Claims): string | undefined {
  return firstOf(claims, ['preferred_username', 'upn', 'email', 'name', 'azp', 'appid', 'oid', 'sub']);
}

/** Claims that did not fit into the token; Entra ID leaves groups out of it when there are too many. */
export function claimsLeftOut(claims: Claims): ReadonlySet<string> {
  const names = within(claims, '_claim_names');
  const leftOut = new Set(typeof names === 'object' && names !== null ? Object.keys(names) : []);
  if (valuesOf(claims, 'hasgroups').includes('true')) leftOut.add('groups');
  return leftOut;
}
