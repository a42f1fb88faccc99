import { expect, test } from 'vitest';
import { parentExecutionIdOf } from './parent-of-id.ts';

const execution = '22df34922d264e51a2e100c2c15817e7';

test('an id of the default shape names the execution that started it', () => {
  expect(parentExecutionIdOf(`${execution}:0005`)).toBe(execution);
  expect(parentExecutionIdOf(`${execution}:1a2b3`)).toBe(execution);
});

test.each([
  'order-1001',
  execution,
  `${execution}:5`,
  `${execution}:000g`,
  `${execution}:0005:0001`,
  `@${execution}:0005`,
])('%s names none', (instanceId) => {
  expect(parentExecutionIdOf(instanceId)).toBeNull();
});
