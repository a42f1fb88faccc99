import { expect, it } from 'vitest';
import { z } from 'zod';

const modules = import.meta.glob<object>(['../../shared/contract/*.ts', '../features/*/*-search.ts']);

it('tests of the client run with as little of zod as the built pages do', () => {
  expect('max' in z.string()).toBe(true);
  expect('regex' in z.string()).toBe(false);
});

it.each(Object.entries(modules))('%s needs no more of it', async (_, load) => {
  expect(Object.keys(await load()).length).toBeGreaterThan(0);
});
