import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRequestId, readEntityMessage, scheduledSignalTime } from './entity-message.ts';

const id = '22a5f5be-6821-e503-109d-8d459f2f225a';
const sentTo = { eventType: 'EventSent', name: 'op', instanceId: '@account@a' };
const raised = { eventType: 'EventRaised', name: id, instanceId: null };
const nothing = { operation: null, requestId: null, lockSet: [], dueAt: null, isError: false };

function read(message: object, event = sentTo) {
  return readEntityMessage(event, JSON.stringify(message));
}

describe('requests', () => {
  it('are calls unless they say that they are signals', () => {
    expect(read({ op: 'get', id })).toEqual({ ...nothing, kind: 'call', operation: 'get', requestId: id });
    expect(read({ op: 'add', signal: true, id })).toMatchObject({ kind: 'signal', operation: 'add' });
  });

  it('may be locks of several entities', () => {
    const lockset = [{ name: 'account', key: 'a' }, { name: 'account', key: 'b@c' }, { name: 1 }, null];
    const lock = { ...nothing, kind: 'lock', requestId: id, lockSet: ['@account@a', '@account@b@c'] };
    expect(read({ op: null, id, lockset, IsLockRequest: true })).toEqual(lock);
    expect(read({ op: null, id, lockset })).toEqual(lock);
  });

  it('tell when they are due, in the message or in the name', () => {
    const dueAt = '2024-05-06T07:08:09.5000000Z';
    const signal = { op: 'add', signal: true, id };
    expect(read({ ...signal, due: '2024-05-06T07:08:09.5' })?.dueAt).toBe(dueAt);
    expect(read({ ...signal, due: '2024-05-06T09:08:09.5+02:00' })?.dueAt).toBe(dueAt);
    expect(read(signal, { ...sentTo, name: 'op@2024-05-06T07:08:09.5000000Z' })?.dueAt).toBe(dueAt);
    expect(read({ ...signal, due: '0001-01-01T00:00:00' })?.dueAt).toBeNull();
    expect(scheduledSignalTime('op@soon')).toBeNull();
  });

  it('carry a type name of some engines', () => {
    expect(read({ $type: 'DurableTask.Core.Entities.RequestMessage', op: 'get', id })?.operation).toBe('get');
  });
});

describe('releases and responses', () => {
  it('name the request they belong to', () => {
    const release = { ...sentTo, name: 'release' };
    expect(read({ parent: 'transfer', id }, release)).toEqual({ ...nothing, kind: 'release', requestId: id });
    expect(readEntityMessage(raised, '{"result":"10"}')).toEqual({
      ...nothing,
      kind: 'response',
      requestId: id,
    });
  });

  it('tell a failure by its type or its details', () => {
    const isError = (message: object) => readEntityMessage(raised, JSON.stringify(message))?.isError;
    expect(isError({ result: null, exceptionType: 'System.Exception' })).toBe(true);
    expect(isError({ failureDetails: { ErrorType: 'System.Exception' } })).toBe(true);
    expect(isError({ result: '1', exceptionType: null, failureDetails: null })).toBe(false);
  });
});

describe('what is no entity message', () => {
  it.each([
    ['an event of another type', { ...sentTo, eventType: 'TaskScheduled' }, `{"op":"get","id":"${id}"}`],
    ['an event to an orchestration', { ...sentTo, instanceId: 'order-1' }, `{"op":"get","id":"${id}"}`],
    ['an event of another name', { ...raised, name: 'Approve' }, '{"result":"10"}'],
    ['an answer of another form', raised, '{"approved":true}'],
    ['a request that says nothing', sentTo, '{}'],
    ['a list', sentTo, '[]'],
    ['a torn text', sentTo, '{"op":"ge'],
  ])('is %s', (_, event, text) => {
    expect(readEntityMessage(event, text)).toBeNull();
  });

  it('is a text that is not at hand', () => {
    expect(readEntityMessage(sentTo, null)).toBeNull();
  });
});

it('reads any text without failing', () => {
  const anyName = fc.oneof(fc.constantFrom('op', 'release', id, 'op@'), fc.string());
  const anyMessage = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .dictionary(fc.constantFrom('op', 'id', 'lockset', 'due', 'result', 'signal'), fc.jsonValue())
      .map((message) => JSON.stringify(message)),
  );
  const anyType = fc.constantFrom('EventSent', 'EventRaised');
  fc.assert(
    fc.property(anyType, anyName, anyMessage, (eventType, name, text) => {
      const message = readEntityMessage({ eventType, name, instanceId: '@a@b' }, text);
      expect(message === null || isRequestId(name) || /^(op|release)/.test(name)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
