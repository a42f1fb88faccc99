import { describe, expect, it } from 'vitest';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { at, makeInstanceRow } from '../../../shared/testing/instances.ts';
import { askedRows, type AskedRows } from '../../testing/asked-rows.ts';

function failed(id: string, fingerprint: string, message: string, second = 1): InstanceRow {
  return makeInstanceRow({
    instanceId: id,
    runtimeStatus: 'Failed',
    failure: { errorType: 'E', message, failingFunction: null, fingerprint },
    rowVersion: at(second),
  });
}

async function labelsOf({ questions }: AskedRows): Promise<Record<string, string | null>> {
  const { failure } = await questions.facets({ q: '', limit: 10 });
  return Object.fromEntries(failure.values.map(({ value, label }) => [value ?? '', label]));
}

describe('labels of failures', () => {
  it('follow the failures that come, change and go', async () => {
    const asked = await askedRows([failed('a', 'f', 'order 1'), failed('b', 'g', 'lost')]);
    const { store } = asked;
    expect(await labelsOf(asked)).toEqual({ f: 'E: order 1', g: 'E: lost' });
    await store.upsert([failed('c', 'f', 'order 2'), failed('d', 'h', 'late')]);
    const both = await labelsOf(asked);
    expect(both).toEqual({ f: expect.not.stringContaining('1') as string, g: 'E: lost', h: 'E: late' });
    await store.remove('a');
    expect(await labelsOf(asked)).toEqual({ f: 'E: order 2', g: 'E: lost', h: 'E: late' });
    await store.upsert([failed('b', 'f', 'order 2', 2)]);
    expect(await labelsOf(asked)).toEqual({ f: 'E: order 2', h: 'E: late' });
  });

  it('are those of the rows as they are, asked side by side while rows change', async () => {
    const asked = await askedRows([failed('a', 'f', 'order 1')]);
    const { store } = asked;
    const answers = Array.from({ length: 20 }, async (_, i) => {
      await store.upsert([failed('a', 'f', `word ${'x'.repeat(i + 1)}`, i + 2)]);
      await labelsOf(asked);
    });
    await Promise.all(answers);
    expect(await labelsOf(asked)).toEqual({ f: `E: word ${'x'.repeat(20)}` });
  });

  it('are found anew when so many rows have changed that nobody can tell which', async () => {
    const asked = await askedRows([failed('a', 'f', 'order 1')]);
    const { store } = asked;
    await labelsOf(asked);
    await store.upsert([failed('a', 'f', 'gone', 2)]);
    for (const second of [3, 4, 5]) {
      const many = Array.from({ length: 30_000 }, (_, i) =>
        makeInstanceRow({ instanceId: `many-${i}`, rowVersion: at(second) }),
      );
      await store.upsert(many);
    }
    expect(await labelsOf(asked)).toMatchObject({ f: 'E: gone' });
  });
});
