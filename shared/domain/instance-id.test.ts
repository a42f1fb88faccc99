import { expect, it } from 'vitest';
import { kindOf, parseEntityId } from './instance-id.ts';

it('splits an entity id at its second @', () => {
  expect(parseEntityId('@counter@a@b')).toEqual({ name: 'counter', key: 'a@b' });
  expect(parseEntityId('@counter@')).toEqual({ name: 'counter', key: '' });
});

it('takes everything else for an orchestration', () => {
  for (const id of ['order-1', '@alone', '', 'a@b@c']) expect(kindOf(id)).toBe('orchestration');
});
