import { expect, it } from 'vitest';
import { platformIdentity } from './platform-principal.ts';
import { roleRule, RoleRules } from './role-rules.ts';

const rules = new RoleRules([
  roleRule.parse({ role: 'viewer', claim: 'roles', value: 'looks' }),
  roleRule.parse({ role: 'admin', claim: 'groups', value: 'owners' }),
]);

function header(principal: unknown): string {
  return Buffer.from(JSON.stringify(principal)).toString('base64');
}

const principal = {
  auth_typ: 'aad',
  name_typ: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  role_typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  claims: [
    { typ: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', val: 'Zoë' },
    { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: 'object-1' },
    { typ: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier', val: 'name-1' },
    { typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role', val: 'looks' },
    { typ: 'groups', val: 'g1' },
    { typ: 'groups', val: 'owners' },
  ],
};

it('finds id, name, roles and groups in the principal of the platform', () => {
  expect(platformIdentity(header(principal), rules)).toEqual({
    id: 'object-1',
    name: 'Zoë',
    rules: [0, 1],
    lacksClaims: false,
  });
});

it('finds them by their short names as well', () => {
  const claims = [
    { typ: 'sub', val: 's' },
    { typ: 'preferred_username', val: 'ada@example.com' },
    { typ: 'roles', val: 'looks' },
    { typ: '_claim_names', val: '{"groups":"src1"}' },
  ];
  const identity = platformIdentity(header({ name_typ: null, role_typ: 'roles', claims }), rules);
  expect(identity).toEqual({ id: 's', name: 'ada@example.com', rules: [0], lacksClaims: true });
});

it.each([
  ['no base64', '***'],
  ['no JSON', Buffer.from('x').toString('base64')],
  ['no claims', header({ auth_typ: 'aad' })],
  ['nobody', header({ claims: [{ typ: 'roles', val: 'looks' }] })],
])('a header that holds %s is nobody', (_, text) => {
  expect(platformIdentity(text, rules)).toBeNull();
});
