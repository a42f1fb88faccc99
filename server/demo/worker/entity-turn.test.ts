import { describe, expect, it } from 'vitest';
import { msToInstant, toInstant } from '../../../shared/domain/instant.ts';
import { recordedRows } from '../../testing/recorded-hub.ts';
import type { Entity } from './definitions.ts';
import { newRequest, requestToJson, type EntityRequest } from './entity-request.ts';
import { entityStateText, entitySummaryText, readEntityState } from './entity-state.ts';
import { runEntityTurn } from './entity-turn.ts';
import { newEvent } from './history-event.ts';
import { scenarioRegistry } from './scenario-registry.ts';

const now = toInstant('2026-01-01T00:00:00Z')!;
const counter = scenarioRegistry.entities.counter!;

function request(fields: Partial<EntityRequest>) {
  const full = newRequest({
    id: '11111111-2222-3333-4444-555555555555',
    timestamp: '2026-01-01T00:00:00.1Z',
    ...fields,
  });
  return newEvent('EventRaised', now, { name: 'op', input: JSON.stringify(requestToJson(full)) });
}

function raised(name: string, content: unknown) {
  return newEvent('EventRaised', now, { name, input: JSON.stringify(content) });
}

function turn(stateText: string | null, arrived: ReturnType<typeof request>[], entity: Entity = counter) {
  let guids = 0;
  const source = { now: () => now, newGuid: () => `00000000-0000-0000-0000-00000000000${++guids}` };
  return runEntityTurn({ instanceId: '@counter@k', entity, stateText, arrived, source });
}

function stateAfter(result: ReturnType<typeof turn>): unknown {
  return JSON.parse(result.added[1]!.input!);
}

describe('entity state', () => {
  it.each(
    recordedRows('recorded', 'Instances')
      .filter((row) => row.PartitionKey.startsWith('@') && String(row.Input).startsWith('{'))
      .map((row) => [row.PartitionKey, String(row.Input), String(row.CustomStatus)] as const),
  )('of the recorded %s is read and written without loss', (_, input, summary) => {
    const state = readEntityState(input);
    expect(entityStateText(state)).toBe(input);
    expect(entitySummaryText(state)).toBe(summary);
  });
});

describe('an entity batch', () => {
  it('runs the operations in order and answers the calls', () => {
    const call = {
      parent: 'caller',
      parentExecution: 'x',
      operation: 'get',
      timestamp: '2026-01-01T00:00:00.1Z',
    };
    const result = turn('{"state":"1","sorter":{}}', [
      request({ operation: 'add', input: '2', isSignal: true }),
      request(call),
    ]);
    expect(stateAfter(result)).toMatchObject({ state: '3' });
    expect(result.outgoing).toMatchObject([
      {
        event: { type: 'EventRaised', name: '11111111-2222-3333-4444-555555555555', input: '{"result":"3"}' },
        target: { instanceId: 'caller', executionId: 'x' },
      },
    ]);
    expect(result.customStatus).toBe('{"entityExists":true}');
    expect(result.instance.executionId).toHaveLength(32);
  });

  it('answers a call that fails with why, and keeps the state', () => {
    const result = turn('{"state":"1","sorter":{}}', [
      request({ operation: 'refuse', parent: 'c', parentExecution: 'x' }),
    ]);
    expect(stateAfter(result)).toMatchObject({ state: '1' });
    const response = JSON.parse(result.outgoing[0]!.event.input!) as unknown;
    expect(response).toMatchObject({
      result: null,
      exceptionType: 'the entity refused',
      failureDetails: { ErrorType: 'RangeError', ErrorMessage: 'the entity refused' },
    });
  });

  it('sends nothing on behalf of an operation that fails', () => {
    const entity: Entity = {
      op: (context) => {
        context.signalEntity({ name: 'other', key: '1' }, 'add', 1);
        throw new Error('too late');
      },
    };
    expect(turn(null, [request({ operation: 'op', isSignal: true })], entity).outgoing).toEqual([]);
  });

  it('grants a lock and passes the request on to the next entity', () => {
    const lockSet = [
      { name: 'counter', key: 'k' },
      { name: 'counter', key: 'l' },
    ];
    const first = turn(null, [request({ parent: 'o', parentExecution: 'x', lockSet })]);
    expect(stateAfter(first)).toMatchObject({ lockedBy: 'o' });
    expect(first.outgoing).toMatchObject([{ target: { instanceId: '@counter@l', executionId: null } }]);
    expect(JSON.parse(first.outgoing[0]!.event.input!)).toMatchObject({
      pos: 1,
      IsLockRequest: true,
      lockset: lockSet,
    });
    const last = turn(null, [request({ parent: 'o', parentExecution: 'x', lockSet, position: 1 })]);
    expect(last.outgoing).toMatchObject([
      {
        event: { input: '{"result":"Lock Acquisition Completed"}' },
        target: { instanceId: 'o', executionId: 'x' },
      },
    ]);
  });

  it('lets only the holder of the lock through, and the others after the release', () => {
    const locked = '{"state":"1","lockedBy":"o","sorter":{}}';
    const held = turn(locked, [
      request({ operation: 'add', input: '10', isSignal: true }),
      request({
        operation: 'add',
        input: '1',
        isSignal: true,
        parent: 'o',
      }),
    ]);
    expect(stateAfter(held)).toMatchObject({
      state: '2',
      lockedBy: 'o',
      queue: [{ op: 'add', input: '10' }],
    });
    expect(held.customStatus).toBe('{"entityExists":true,"queueSize":1,"lockedBy":"o"}');
    const foreign = turn(held.added[1]!.input!, [raised('release', { parent: 'somebody else', id: 'x' })]);
    expect(stateAfter(foreign)).toMatchObject({ state: '2', lockedBy: 'o' });
    const released = turn(held.added[1]!.input!, [raised('release', { parent: 'o', id: 'x' })]);
    expect(stateAfter(released)).toMatchObject({ state: '12' });
    expect(released.customStatus).toBe('{"entityExists":true}');
  });

  it('sends a scheduled signal round again when it comes too early', () => {
    const due = msToInstant(Date.parse(now) + 60_000);
    const early = turn(null, [request({ operation: 'add', input: '1', isSignal: true, due })]);
    expect(stateAfter(early)).toEqual({ sorter: {} });
    expect(early.outgoing).toMatchObject([
      { event: { name: `op@${due}` }, target: { instanceId: '@counter@k' } },
    ]);
    const inTime = turn(null, [request({ operation: 'add', input: '1', isSignal: true, due: now })]);
    expect(stateAfter(inTime)).toMatchObject({ state: '1' });
  });
});
