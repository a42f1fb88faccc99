import { expect, it } from 'vitest';
import { readEmbedRequest } from './embed-protocol.ts';

const channel = 'durascope';

it('understands a path of the dashboard and a theme', () => {
  expect(readEmbedRequest({ channel, type: 'navigate', path: '/hubs/a~B/instances?q=x#y' })).toEqual({
    type: 'navigate',
    path: '/hubs/a~B/instances?q=x#y',
  });
  expect(readEmbedRequest({ channel, type: 'theme', theme: 'dark' })).toEqual({
    type: 'theme',
    theme: 'dark',
  });
});

it.each([
  null,
  'navigate',
  { type: 'navigate', path: '/' },
  { channel: 'another', type: 'navigate', path: '/' },
  { channel, type: 'navigate' },
  { channel, type: 'navigate', path: 'https://attacker.example/' },
  { channel, type: 'navigate', path: '//attacker.example/' },
  { channel, type: 'navigate', path: '/\\attacker.example/' },
  { channel, type: 'navigate', path: 'javascript:alert(1)' },
  { channel, type: 'theme', theme: 'pink' },
  { channel, type: 'terminate', instanceId: 'a' },
])('takes in nothing else: %j', (data) => {
  expect(readEmbedRequest(data)).toBeNull();
});
