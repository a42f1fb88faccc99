import { describe, expect, it } from 'vitest';
import { fromPathSegment, kindOf, parseEntityId, toPathSegment } from './instance-id.ts';

it('splits an entity id at its second @', () => {
  expect(parseEntityId('@counter@a@b')).toEqual({ name: 'counter', key: 'a@b' });
  expect(parseEntityId('@counter@')).toEqual({ name: 'counter', key: '' });
});

it('takes everything else for an orchestration', () => {
  for (const id of ['order-1', '@alone', '', 'a@b@c']) expect(kindOf(id)).toBe('orchestration');
});

describe('path segments', () => {
  it.each(['.', '..', '~.', '~..', '~~.', '...', '~', 'a', '~a.', '%2E', ''])('%j survives the way', (id) => {
    expect(fromPathSegment(toPathSegment(id))).toBe(id);
  });

  it('no id becomes a segment that URLs drop', () => {
    expect(['.', '..', '~.', '...'].map(toPathSegment)).toEqual(['~.', '~..', '~~.', '...']);
  });
});
