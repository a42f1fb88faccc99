import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventPayloads, formatPayloadRef, instancePayloads, parsePayloadRef } from './payload-ref.ts';

it('comes back from its text, whatever the row key', () => {
  const ref = fc.oneof(
    fc.record({ kind: fc.constant('instance' as const), column: fc.constantFrom(...instancePayloads) }),
    fc.record({
      kind: fc.constant('event' as const),
      executionId: fc.string(),
      rowKey: fc.string(),
      column: fc.constantFrom(...eventPayloads),
    }),
  );
  fc.assert(
    fc.property(ref, (given) => {
      expect(parsePayloadRef(formatPayloadRef(given))).toEqual(given);
    }),
  );
});

it.each([
  '',
  'instance:',
  'instance:Name',
  'instance:Input:more',
  'history:e:0000000000000001:ExecutionId',
  'history:0000000000000001:Input',
  'history:%zz:1:Input',
  'https://shop1.blob.core.windows.net/hub-largemessages/a.gz',
  'hub-largemessages/a.gz',
])('refuses %s', (text) => {
  expect(() => parsePayloadRef(text)).toThrow('This is no reference to a payload.');
});
