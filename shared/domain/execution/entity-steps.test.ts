import { describe, expect, it } from 'vitest';
import {
  ended,
  entityMessage,
  makeHistory,
  raised,
  rowKeyOf,
  sent,
  started,
  timeOfRow,
  turn,
} from '../../testing/execution-history.ts';
import { buildExecution } from './build-execution.ts';

const request = '22a5f5be-6821-e503-109d-8d459f2f225a';
const otherRequest = '33a5f5be-6821-e503-109d-8d459f2f225a';
const counter = '@counter@a';
const answer = (requestId: string, isError = false) =>
  raised(requestId, entityMessage({ kind: 'response', requestId, isError }));
const call = sent(0, counter, { kind: 'call', operation: 'get', requestId: request });

describe('entity calls', () => {
  it('are joined with their answers and named after the operation', () => {
    const { steps } = buildExecution(makeHistory(turn(started(), call), turn(answer(request))));
    expect(steps).toMatchObject([
      {
        ...{ kind: 'entity-call', name: 'get', instanceId: counter, state: 'completed' },
        ...{ scheduledAt: timeOfRow(2), finishedAt: timeOfRow(5), result: { rowKey: rowKeyOf(5) } },
      },
    ]);
  });

  it('fail when the answer says so', () => {
    const { steps } = buildExecution(makeHistory(turn(started(), call), turn(answer(request, true))));
    expect(steps).toMatchObject([{ state: 'failed', result: null, failure: { details: {} } }]);
  });

  it('are recognised by the name of the answer when its text is not at hand', () => {
    const { steps } = buildExecution(makeHistory(turn(started(), call), turn(raised(request))));
    expect(steps).toMatchObject([{ kind: 'entity-call', state: 'completed' }]);
  });

  it('whose text is not at hand are concluded from an answer nothing else asked for', () => {
    const rows = [turn(started(), sent(0, counter, null))];
    const unanswered = buildExecution(makeHistory(...rows));
    expect(unanswered.steps).toMatchObject([{ kind: 'entity-call', name: null, state: 'unknown' }]);
    expect(unanswered.steps[0]?.inferred).toHaveLength(1);
    const answered = buildExecution(makeHistory(...rows, turn(answer(request))));
    expect(answered.steps).toMatchObject([{ kind: 'entity-call', state: 'completed' }]);
    expect(answered.steps[0]?.inferred).toHaveLength(2);
  });

  it('that nobody made are odd', () => {
    const { steps, oddRows } = buildExecution(makeHistory(turn(started(), answer(request))));
    expect(steps).toMatchObject([{ kind: 'entity-call', state: 'unknown', scheduledAt: null }]);
    expect(oddRows).toEqual([{ rowKey: rowKeyOf(2), problem: 'It answers a request that nothing sent.' }]);
  });

  it('answered twice go by the first answer', () => {
    const { steps, oddRows } = buildExecution(
      makeHistory(turn(started(), call), turn(answer(request), answer(request, true))),
    );
    expect(steps).toMatchObject([{ state: 'completed', eventKeys: [2, 5, 6].map(rowKeyOf) }]);
    expect(oddRows).toMatchObject([{ rowKey: rowKeyOf(6) }]);
  });
});

describe('signals and events to others', () => {
  it('are done when they are sent', () => {
    const signal = sent(0, counter, { kind: 'signal', operation: 'add', dueAt: timeOfRow(90) });
    const { steps } = buildExecution(makeHistory(turn(started(), signal, sent(1, 'other', null, 'Approve'))));
    expect(steps).toMatchObject([
      { kind: 'entity-signal', name: 'add', state: 'completed', fireAt: timeOfRow(90) },
      { kind: 'event-sent', name: 'Approve', state: 'completed', instanceId: 'other', inferred: [] },
    ]);
  });

  it('for later are recognised by their name alone', () => {
    const { steps } = buildExecution(
      makeHistory(turn(started(), sent(0, counter, null, 'op@2024-05-06T07:08:09.5Z'))),
    );
    expect(steps).toMatchObject([
      { kind: 'entity-signal', state: 'completed', fireAt: '2024-05-06T07:08:09.5000000Z' },
    ]);
    expect(steps[0]?.inferred).toHaveLength(1);
  });

  it('from outside are no answers, whatever they are called', () => {
    const { steps } = buildExecution(makeHistory(turn(started(), raised(otherRequest))));
    expect(steps).toMatchObject([{ kind: 'external-event', name: otherRequest, state: 'completed' }]);
  });
});

describe('locks', () => {
  const lock = sent(0, counter, { kind: 'lock', requestId: request, lockSet: [counter, '@counter@b'] });
  const release = (entityId: string, requestId: string | null) =>
    sent(1, entityId, { kind: 'release', requestId }, 'release');

  it('are open until granted, started when granted and finished when released', () => {
    const asking = [...turn(started(), lock)];
    expect(buildExecution(makeHistory(asking)).steps).toMatchObject([
      { kind: 'entity-lock', state: 'open', lockSet: [counter, '@counter@b'], startedAt: null },
    ]);
    const holding = [...asking, ...turn(answer(request))];
    expect(buildExecution(makeHistory(holding)).steps).toMatchObject([
      { state: 'completed', startedAt: timeOfRow(5), finishedAt: null },
    ]);
    const both = turn(release(counter, request), release('@counter@b', request), ended());
    expect(buildExecution(makeHistory(holding, both)).steps).toMatchObject([
      { state: 'completed', finishedAt: timeOfRow(9), eventKeys: [2, 5, 8, 9].map(rowKeyOf) },
    ]);
  });

  it('are found for a release whose text is not at hand', () => {
    const { steps } = buildExecution(
      makeHistory(turn(started(), lock), turn(answer(request), sent(1, '@counter@b', null, 'release'))),
    );
    expect(steps).toMatchObject([{ kind: 'entity-lock', finishedAt: timeOfRow(6) }]);
    expect(steps[0]?.inferred).toHaveLength(1);
  });

  it('released without having been asked for are odd', () => {
    const { steps, oddRows } = buildExecution(makeHistory(turn(started(), release(counter, request))));
    expect(steps).toMatchObject([{ kind: 'entity-lock', state: 'unknown' }]);
    expect(oddRows).toHaveLength(1);
  });
});
