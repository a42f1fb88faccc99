import { describe, expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

describe('side by side', () => {
  it('runs every item, never more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('takes no further items than it has room for', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) yield await Promise.resolve(taken++);
    }
    const failure = new Error('full');
    const run = async (item: number) => {
      await new Promise(setImmediate);
      if (item === 5) throw failure;
    };
    await expect(sideBySide(endless(), 2, run)).rejects.toBe(failure);
    expect(taken).toBeLessThan(10);
  });

  it('throws the first failure when what runs has settled, and begins no more', async () => {
    const begun: number[] = [];
    const settled: number[] = [];
    const failure = new Error('two');
    const run = async (item: number) => {
      begun.push(item);
      if (item === 2) throw failure;
      await new Promise(setImmediate);
      settled.push(item);
    };
    await expect(sideBySide([1, 2, 3, 4, 5], 2, run)).rejects.toBe(failure);
    expect(settled).toEqual([1]);
    expect(begun).toEqual([1, 2]);
  });
});
