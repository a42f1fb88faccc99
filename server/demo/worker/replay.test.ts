import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../shared/domain/instant.ts';
import { recordedRows, toEntity } from '../../testing/recorded-hub.ts';
import { recordedRegistry } from '../samples/recorded-registry.ts';
import type { Orchestrator } from './definitions.ts';
import { newEvent, type EventFields, type HistoryEvent } from './history-event.ts';
import { blobNamesOf, fromHistoryRow } from './history-row.ts';
import { replay } from './replay.ts';
import { scenarioRegistry } from './scenario-registry.ts';

const self = { instanceId: 'i', executionId: 'e' };

function at(second: number): string {
  return toInstant(`2026-01-01T00:00:${String(second).padStart(2, '0')}Z`)!;
}

/** Events in order, one second apart. */
function historyOf(...events: [HistoryEvent['type'], EventFields?, number?][]): HistoryEvent[] {
  return events.map(([type, fields, id], i) => newEvent(type, at(i), fields, id));
}

function run(orchestrator: Orchestrator, ...events: [HistoryEvent['type'], EventFields?, number?][]) {
  return replay({ orchestrator, self, events: historyOf(...events) });
}

function scenario(name: string): Orchestrator {
  return scenarioRegistry.orchestrators[name]!;
}

function recordedHistory(instanceId: string): HistoryEvent[] {
  return recordedRows('recorded', 'History')
    .filter((row) => row.PartitionKey === instanceId && row.RowKey !== 'sentinel')
    .map(toEntity)
    .filter((row) => Object.keys(blobNamesOf(row)).length === 0)
    .map((row) => fromHistoryRow(row, {}));
}

describe('recorded histories', () => {
  it.each(['hello-1', 'hello-2', 'order-1001', 'order-1001:ship-2', 'approval-given', 'tagged'])(
    '%s comes to the end the engine recorded',
    (instanceId) => {
      const events = recordedHistory(instanceId);
      const started = events.find(({ type }) => type === 'ExecutionStarted')!;
      const recorded = events.find(({ type }) => type === 'ExecutionCompleted')!;
      const orchestrator = recordedRegistry.orchestrators[started.name!]!;
      const result = replay({ orchestrator, self: started.instance!, events });
      expect(result.completion).toMatchObject({
        id: recorded.eventId,
        status: 'Completed',
        result: recorded.result,
      });
      expect([...result.actions]).toEqual([]);
    },
  );

  it.each(['order-1003', 'order-1003:ship-1', 'suspended-1', 'suspended-resumed', 'approval-open'])(
    '%s still waits, with nothing left to do',
    (instanceId) => {
      const events = recordedHistory(instanceId);
      const started = events.find(({ type }) => type === 'ExecutionStarted')!;
      const result = replay({
        orchestrator: recordedRegistry.orchestrators[started.name!]!,
        self: started.instance!,
        events,
      });
      expect(result.completion).toBeNull();
      expect([...result.actions]).toEqual([]);
    },
  );

  it('a resume lets the event through that came while suspended', () => {
    const resumed = newEvent('ExecutionResumed', at(0), { reason: 'go on' });
    const events = [...recordedHistory('suspended-1'), resumed];
    const orchestrator = recordedRegistry.orchestrators.Approval!;
    expect(replay({ orchestrator, self, events }).completion).toMatchObject({ result: '"while suspended"' });
  });

  it('a rewound one schedules its failed task again under the same id', () => {
    const events = recordedHistory('failed-sub:child').slice(0, 10);
    expect(events.at(-1)).toMatchObject({ type: 'GenericEvent', data: 'recorded rewind' });
    const result = replay({ orchestrator: scenario('Fails'), self, events });
    expect([...result.actions]).toEqual([[0, { kind: 'activity', name: 'Fail', input: '[1]' }]]);
    expect(result.completion).toBeNull();
  });
});

describe('replay', () => {
  it('asks for the first activity and waits', () => {
    const result = run(scenario('Chain'), ['OrchestratorStarted'], ['ExecutionStarted', { input: '7' }]);
    expect([...result.actions]).toEqual([[0, { kind: 'activity', name: 'Double', input: '[7]' }]]);
    expect(result.completion).toBeNull();
  });

  it('takes each result once, even if it comes twice', () => {
    const result = run(
      scenario('Chain'),
      ['ExecutionStarted', { input: '7' }],
      ['TaskScheduled', {}, 0],
      ['TaskCompleted', { taskScheduledId: 0, result: '14' }],
      ['TaskCompleted', { taskScheduledId: 0, result: '99' }],
    );
    expect([...result.actions]).toEqual([[1, { kind: 'activity', name: 'Double', input: '[14]' }]]);
  });

  it('fails when the history has a decision that the code does not take', () => {
    const result = run(scenario('Waits'), ['ExecutionStarted'], ['TaskScheduled', { name: 'Other' }, 0]);
    expect(result.completion?.failure?.errorType).toMatch(/NonDeterministicOrchestrationException$/);
  });

  it('fails when something is yielded that is no task', () => {
    const orchestrator: Orchestrator = function* () {
      yield { isDone: true };
    };
    expect(run(orchestrator, ['ExecutionStarted']).completion).toMatchObject({ status: 'Failed' });
  });

  it('does not end before every task it started has', () => {
    const orchestrator: Orchestrator = function* (context) {
      const tasks = [context.callActivity('A'), context.callActivity('B')];
      yield context.any(tasks);
      return 'early';
    };
    const first = [
      ['ExecutionStarted'],
      ['TaskScheduled', {}, 0],
      ['TaskScheduled', {}, 1],
      ['TaskCompleted', { taskScheduledId: 1 }],
    ] as const;
    const events = historyOf(...first.map((e) => [...e] as [HistoryEvent['type'], EventFields?, number?]));
    expect(replay({ orchestrator, self, events }).completion).toBeNull();
    const last = newEvent('TaskCompleted', at(9), { taskScheduledId: 0 });
    expect(replay({ orchestrator, self, events: [...events, last] }).completion).toMatchObject({
      result: '"early"',
    });
  });

  it('takes the time from the turn that is replayed', () => {
    const orchestrator: Orchestrator = function* (context) {
      const before = context.now;
      yield context.waitForEvent('e');
      return [before, context.now];
    };
    const result = run(
      orchestrator,
      ['OrchestratorStarted'],
      ['ExecutionStarted'],
      ['OrchestratorStarted'],
      ['EventRaised', { name: 'E' }],
    );
    expect(result.completion?.result).toBe(JSON.stringify([at(0), at(2)]));
  });

  it('holds decisions back that were taken in the batch that suspended, until the resume', () => {
    const suspended = [['ExecutionStarted', { input: '1' }], ['ExecutionSuspended']] as const;
    const events = historyOf(...suspended.map((e) => [...e] as [HistoryEvent['type'], EventFields?]));
    const orchestrator = scenario('Chain');
    expect(replay({ orchestrator, self, events }).actions.size).toBe(0);
    const resumed = newEvent('ExecutionResumed', at(3));
    expect(replay({ orchestrator, self, events: [...events, resumed] }).actions.size).toBe(1);
  });

  it('lets a terminate win over everything else', () => {
    const result = run(
      scenario('Waits'),
      ['ExecutionStarted'],
      ['ExecutionSuspended'],
      ['ExecutionTerminated', { input: 'why' }],
      ['EventRaised', { name: 'Go', input: '1' }],
    );
    expect(result.completion).toEqual({ id: 0, status: 'Terminated', result: 'why', failure: null });
  });

  it('puts a timer of no delay behind the last failed attempt', () => {
    const failed: EventFields = { taskScheduledId: 0, reason: 'no' };
    const orchestrator: Orchestrator = function* (context) {
      yield context.callActivity('A', 1, { maxAttempts: 1, firstDelayMs: 5000 });
    };
    const result = run(
      orchestrator,
      ['OrchestratorStarted'],
      ['ExecutionStarted'],
      ['TaskScheduled', {}, 0],
      ['OrchestratorStarted'],
      ['TaskFailed', failed],
    );
    expect([...result.actions]).toEqual([[1, { kind: 'timer', fireAt: at(3) }]]);
  });

  it('releases locks that the orchestrator still holds at its end', () => {
    const orchestrator: Orchestrator = function* (context) {
      yield context.lockEntities([
        { name: 'B', key: '1' },
        { name: 'a', key: '2' },
        { name: 'b', key: '1' },
      ]);
    };
    const first = run(orchestrator, ['OrchestratorStarted'], ['ExecutionStarted']);
    const [id, request] = [...first.actions][0]!;
    expect(request).toMatchObject({ kind: 'event', instanceId: '@a@2', name: 'op' });
    const { id: requestId, lockset } = JSON.parse(request.kind === 'event' ? request.input! : '') as {
      id: string;
      lockset: unknown;
    };
    expect(lockset).toEqual([
      { name: 'a', key: '2' },
      { name: 'b', key: '1' },
    ]);
    const granted = run(
      orchestrator,
      ['OrchestratorStarted'],
      ['ExecutionStarted'],
      ['EventSent', {}, id],
      ['EventRaised', { name: requestId, input: '{"result":"Lock Acquisition Completed"}' }],
    );
    expect([...granted.actions.values()]).toMatchObject([
      { instanceId: '@a@2', name: 'release', input: JSON.stringify({ parent: 'i', id: requestId }) },
      { instanceId: '@b@1', name: 'release' },
    ]);
    expect(granted.completion).toMatchObject({ status: 'Completed' });
  });
});
