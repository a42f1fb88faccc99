import { expect, it } from 'vitest';
import { mayFrame } from './frame-origins.ts';

it.each([
  ['https://portal.example', 'https://portal.example', true],
  ['https://portal.example/', 'https://portal.example', true],
  ['https://portal.example', 'http://portal.example', false],
  ['https://portal.example', 'https://portal.example:8443', false],
  ['https://portal.example', 'https://portal.example.attacker.example', false],
  ['https://*.portal.example', 'https://ops.portal.example', true],
  ['https://*.portal.example', 'https://portal.example', false],
  ['https://*.portal.example', 'https://attackerportal.example', false],
  ['https://*.portal.example', 'http://ops.portal.example', false],
  ["'self'", 'https://dash.example', false],
])('%s lets %s frame it: %s', (pattern, origin, expected) => {
  expect(mayFrame([pattern], origin)).toBe(expected);
});
