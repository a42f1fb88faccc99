import { expect, it } from 'vitest';
import { AccessCookies } from './access-cookies.ts';

it.each([
  ['lax', null, 'durascope-session=x; Path=/; HttpOnly; SameSite=Lax'],
  ['lax', 'http://localhost:7072', 'durascope-session=x; Path=/; HttpOnly; SameSite=Lax'],
  ['lax', 'https://dash.example', '__Host-durascope-session=x; Path=/; HttpOnly; Secure; SameSite=Lax'],
  ['none', 'https://dash.example', '__Host-durascope-session=x; Path=/; HttpOnly; Secure; SameSite=None'],
  [
    'none-partitioned',
    'https://dash.example',
    '__Host-durascope-session=x; Path=/; HttpOnly; Secure; Partitioned; SameSite=None',
  ],
] as const)('with the setting %s at %s the cookie is %s', (cookie, publicUrl, line) => {
  const cookies = new AccessCookies({ cookie, publicUrl });
  expect(cookies.setSession('x')).toBe(line);
  expect(cookies.readSession(`other=1; ${line.split(';')[0]!}`)).toBe('x');
});

it('a cookie whose name lacks the prefix is not looked at where there is one', () => {
  const cookies = new AccessCookies({ cookie: 'lax', publicUrl: 'https://dash.example' });
  expect(cookies.readSession('durascope-session=planted')).toBeUndefined();
});
