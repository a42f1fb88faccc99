import { describe, expect, it } from 'vitest';
import { fnv1a, partitionOf } from './control-queue.ts';

describe('control queue choice', () => {
  it.each([
    ['order-42', 0x572446f4, 0, 4],
    ['0123456789abcdef0123456789abcdef', 0x86d04db5, 1, 5],
    ['Zürich/ünï', 0x72ccb76e, 2, 14],
    ['abc', 0x1a47e90b, 3, 11],
    ['@counter@mykey', 0xcc6a5e00, 0, 0],
  ])('hashes %s as the engine does', (id, hash, of4, of16) => {
    expect(fnv1a(id)).toBe(hash);
    expect(partitionOf(id, 4)).toBe(of4);
    expect(partitionOf(id, 16)).toBe(of16);
  });
});
