import fc from 'fast-check';
import { expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

it.each([
  '/',
  '/hubs/a~b/instances',
  '/hubs/a~b/instances?q=name%3Ax&sort=-createdAt#row',
  '/hubs/a~b/instances/%2F%2Fhost',
])('%s is where the sign-in comes back to', (path) => {
  expect(returnPath(path)).toBe(path);
});

it.each([
  '//attacker.example',
  '///attacker.example',
  '/\\attacker.example',
  '\\\\attacker.example',
  '/\t/attacker.example',
  '/\n/attacker.example',
  '/.//attacker.example',
  '/a/..//attacker.example',
  '/%2e//attacker.example',
  'https://attacker.example',
  'https:/attacker.example',
  'https:attacker.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'hubs',
  '',
  undefined,
  ['/a', '/b'],
  `/${'a'.repeat(5000)}`,
  '/auth/sign-in',
  '/auth/sign-out',
  '/x/../auth/sign-out',
])('%j leads to the start page', (path) => {
  expect(returnPath(path)).toBe('/');
});

it('stays on this site as a browser reads it, whatever is given', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '\t',
    '\n',
    ':',
    '@',
    '%2f',
    '%5c',
    'host',
    'https:',
    '?',
    '#',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const here = 'https://dashboard.example';
      expect(new URL(returnPath(parts.join('')), here).origin).toBe(here);
    }),
    { numRuns: 2000 },
  );
});
