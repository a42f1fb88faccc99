import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntityState } from './entity-state.ts';

const lockRequest = {
  op: null,
  id: 'fd7ae832-488e-addb-10d6-95f212f78ed3',
  parent: 'transfer-waiting',
  Timestamp: '2026-11-21T05:28:44.5012571Z',
  lockset: [{ name: 'account', key: 'a' }],
  IsLockRequest: true,
};
const signal = { op: 'add', signal: true, input: '5', id: 'x', Timestamp: '0001-01-01T00:00:00' };

describe('entity state', () => {
  it('takes the user’s state out of its second wrapping', () => {
    expect(parseEntityState('{"state":"{\\"value\\":\\"ü🚀\\"}","sorter":{}}')).toEqual({
      exists: true,
      stateText: '{"value":"ü🚀"}',
      stateSizeBytes: 18,
      lockedBy: null,
      queue: [],
      senders: [],
      problem: null,
    });
  });

  it('shows a state that is not JSON as it is', () => {
    expect(parseEntityState('{"state":"half { a"}')).toMatchObject({
      exists: true,
      stateText: 'half { a',
      problem: null,
    });
  });

  it('knows an entity without state as deleted, unless the in-process extension says it exists', () => {
    expect(parseEntityState('{"sorter":{}}')).toMatchObject({
      exists: false,
      stateText: null,
      problem: null,
    });
    expect(parseEntityState('{"exists":true,"sorter":{}}')).toMatchObject({ exists: true, stateText: null });
  });

  it('lists what waits and who holds the lock', () => {
    const text = JSON.stringify({ state: '69', queue: [lockRequest, signal], lockedBy: 'transfer-holding' });
    expect(parseEntityState(text)).toMatchObject({
      lockedBy: 'transfer-holding',
      queue: [
        {
          id: lockRequest.id,
          operation: null,
          isSignal: false,
          isLockRequest: true,
          parentInstanceId: 'transfer-waiting',
          sentAt: '2026-11-21T05:28:44.5012571Z',
        },
        { operation: 'add', isSignal: true, isLockRequest: false, parentInstanceId: null, sentAt: null },
      ],
    });
  });

  it('lists who sent last, and what waits for its predecessor', () => {
    const sorter = {
      ReceivedFromInstance: {
        'order-1': { Last: '2026-11-21T05:00:00Z', Buffered: {} },
        'order-2': { Last: '2026-11-21T06:00:00Z', Buffered: { '2026-11-21T07:00:00Z': signal } },
      },
    };
    expect(parseEntityState(JSON.stringify({ state: '1', sorter })).senders).toMatchObject([
      { instanceId: 'order-2', lastSentAt: '2026-11-21T06:00:00.0000000Z', buffered: [{ operation: 'add' }] },
      { instanceId: 'order-1', lastSentAt: '2026-11-21T05:00:00.0000000Z', buffered: [] },
    ]);
    const broken = JSON.stringify({ state: '1', sorter: { ReceivedFromInstance: 7 } });
    expect(parseEntityState(broken)).toMatchObject({ stateText: '1', senders: [], problem: null });
  });

  it('tells when a signal is due', () => {
    for (const due of ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00', '2030-01-01T05:30:00+05:30']) {
      const later = JSON.stringify({ queue: [{ ...signal, due }] });
      expect(parseEntityState(later).queue[0]?.dueAt).toBe('2030-01-01T00:00:00.0000000Z');
    }
  });

  it('says what is wrong instead of failing', () => {
    expect(parseEntityState('oops').problem).toBe('The scheduler state is not JSON.');
    expect(parseEntityState('{"queue":[1]}').problem).toContain('at queue.0');
    expect(parseEntityState('{"state":{"value":5}}')).toMatchObject({
      exists: true,
      stateText: '{"value":5}',
      problem: 'The state is not text inside the scheduler state.',
    });
  });

  it('never throws, whatever is stored', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"state":${json},"queue":[${json}]}`),
    );
    fc.assert(fc.property(anything, (text) => Array.isArray(parseEntityState(text).queue)));
  });
});
