import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { roleRule, RoleRules } from './role-rules.ts';

type Rule = z.input<typeof roleRule>;

function callerWith(claims: Record<string, unknown>, ...rules: Rule[]) {
  const compiled = new RoleRules(rules.map((rule) => roleRule.parse(rule)));
  return compiled.caller(compiled.identify({ id: 'ada', name: 'Ada' }, claims));
}

const viewers = { role: 'viewer' as const, claim: 'roles', value: 'looks' };
const operators: Rule = { role: 'operator', claim: 'groups', values: ['ops', 'oncall'], hubs: ['prod~*'] };
const owners: Rule = { role: 'admin', claim: 'groups', value: 'ops', hubs: ['*~Sandbox'] };

describe('roles by rules', () => {
  it('are none without a rule that fits', () => {
    const caller = callerWith({ roles: ['other'], groups: 'looks' }, viewers, operators);
    expect(caller.roleOn('prod~Orders')).toBeNull();
    expect(caller.highestRole).toBeNull();
  });

  it('the greatest wins, in each hub', () => {
    const caller = callerWith({ roles: 'looks', groups: ['x', 'ops'] }, viewers, operators, owners);
    expect(caller.roleOn('test~Orders')).toBe('viewer');
    expect(caller.roleOn('prod~Orders')).toBe('operator');
    expect(caller.roleOn('prod~Sandbox')).toBe('admin');
    expect(caller.roleOn('test~Sandbox')).toBe('admin');
    expect(caller.highestRole).toBe('admin');
  });

  it.each([
    ['prod~*', 'prod~Orders', true],
    ['prod~*', 'prod2~Orders', false],
    ['prod~*', 'my-prod~Orders', false],
    ['*~Orders', 'prod~Orders', true],
    ['*~Orders', 'prod~OrdersOld', false],
    ['p.d~Orders', 'pad~Orders', false],
    ['p.d~Orders', 'p.d~Orders', true],
    ['prod~Orders', 'PROD~orders', false],
    ['*', 'any~Hub', true],
  ])('the pattern %s covers %s: %s', (pattern, hub, isCovered) => {
    const caller = callerWith({ roles: 'looks' }, { ...viewers, hubs: [pattern] });
    expect(caller.roleOn(hub)).toBe(isCovered ? 'viewer' : null);
  });

  it('look into claims that are nested, and into those whose names hold dots', () => {
    const nested = { ...viewers, claim: 'realm_access.roles' };
    expect(callerWith({ realm_access: { roles: ['looks'] } }, nested).highestRole).toBe('viewer');
    const long = { ...viewers, claim: 'https://example.com/claims/roles' };
    expect(callerWith({ [long.claim]: ['looks'] }, long).highestRole).toBe('viewer');
    expect(
      callerWith({ roles: { looks: true } }, { ...viewers, claim: 'constructor.name' }).highestRole,
    ).toBeNull();
  });

  it('take the scopes of a token one by one, and other texts whole', () => {
    const scoped = { ...viewers, claim: 'scp' };
    expect(callerWith({ scp: 'openid looks' }, scoped).highestRole).toBe('viewer');
    expect(callerWith({ roles: 'no looks' }, viewers).highestRole).toBeNull();
  });

  it('may be for everybody who signs in', () => {
    expect(callerWith({}, { role: 'viewer', everybody: true }).highestRole).toBe('viewer');
  });

  it('are not given for a claim that is only said to be elsewhere, and that is known', () => {
    const rules = new RoleRules([roleRule.parse(owners)]);
    const user = { id: 'ada', name: 'Ada' };
    for (const claims of [{ _claim_names: { groups: 'src1' } }, { hasgroups: true }, { hasgroups: 'true' }]) {
      expect(rules.identify(user, claims)).toMatchObject({ rules: [], lacksClaims: true });
    }
    expect(rules.identify(user, { _claim_names: { other: 'src1' } }).lacksClaims).toBe(false);
  });

  it.each([
    { role: 'owner', claim: 'roles', value: 'x' },
    { role: 'viewer' },
    { role: 'viewer', claim: 'roles' },
    { role: 'viewer', claim: 'roles', value: 'x', hub: 'prod~*' },
    { role: 'viewer', claim: 'roles', values: [] },
  ])('a rule such as %j is refused', (rule) => {
    expect(roleRule.safeParse(rule).success).toBe(false);
  });
});
