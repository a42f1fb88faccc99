import { describe, expect, it } from 'vitest';
import { ticksToInstant } from '../../../shared/domain/instant.ts';
import type { Orchestrator } from './definitions.ts';
import { newEvent, type HistoryEvent } from './history-event.ts';
import { runTurn, type TurnSource } from './orchestration-turn.ts';
import { scenarioRegistry } from './scenario-registry.ts';

/** Time goes on by a tick with every look at the clock; guids count. */
function countingSource(): TurnSource {
  let ticks = 17_000_000_000_000_000n;
  let guids = 0;
  return {
    now: () => ticksToInstant(ticks++),
    newGuid: () => `00000000-0000-0000-0000-${String(++guids).padStart(12, '0')}`,
  };
}

const instance = { instanceId: 'me', executionId: 'first' };

function started(fields: Partial<HistoryEvent> = {}): HistoryEvent {
  return newEvent('ExecutionStarted', '2026-01-01T00:00:00.0000000Z', { instance, name: 'N', ...fields });
}

function turn(orchestrator: Orchestrator, past: readonly HistoryEvent[], ...arrived: HistoryEvent[]) {
  return runTurn({ orchestrator, past, arrived, source: countingSource() });
}

describe('a turn', () => {
  it('brackets what arrived and what was decided', () => {
    const { added, outgoing, isCompleted } = turn(
      scenarioRegistry.orchestrators.Chain!,
      [],
      started({ input: '1', tags: { tenant: 'a' } }),
    );
    expect(added.map(({ type, isPlayed, eventId }) => [type, isPlayed, eventId])).toEqual([
      ['OrchestratorStarted', false, -1],
      ['ExecutionStarted', true, -1],
      ['TaskScheduled', false, 0],
      ['OrchestratorCompleted', false, -1],
    ]);
    expect(added[2]!.input).toBeUndefined();
    expect(outgoing).toMatchObject([
      {
        event: { type: 'TaskScheduled', eventId: 0, input: '[1]' },
        target: instance,
        executionTags: { tenant: 'a' },
      },
    ]);
    expect(isCompleted).toBe(false);
  });

  it('tells the parent how a child ended, unless the parent does not wait', () => {
    const parentInstance = {
      name: 'P',
      version: '',
      instance: { instanceId: 'p', executionId: 'x' },
      taskScheduledId: 3,
    };
    const orchestrator = scenarioRegistry.orchestrators.Throws!;
    const { outgoing } = turn(orchestrator, [], started({ parentInstance }));
    expect(outgoing).toMatchObject([
      {
        event: {
          type: 'SubOrchestrationInstanceFailed',
          taskScheduledId: 3,
          reason: 'the orchestrator itself',
        },
        target: parentInstance.instance,
      },
    ]);
    expect(turn(orchestrator, [], started({ parentInstance, tags: { FireAndForget: '' } })).outgoing).toEqual(
      [],
    );
  });

  it('passes tags on to children, but not the mark of being forgotten', () => {
    const orchestrator: Orchestrator = function* (context) {
      context.startSubOrchestrator('C', 1, 'forgotten');
      yield context.callSubOrchestrator('C', 1);
    };
    const { outgoing } = turn(orchestrator, [], started({ tags: { tenant: 'a', FireAndForget: '' } }));
    expect(outgoing.map(({ event }) => event.tags)).toEqual([
      { FireAndForget: '', tenant: 'a' },
      { tenant: 'a' },
    ]);
  });

  it('goes on as a new execution at once, with the events nobody has read', () => {
    const eternal = scenarioRegistry.orchestrators.Eternal!;
    const first = turn(eternal, [], started({ input: '1', tags: { tenant: 'a' } }));
    const raised = (name: string) =>
      newEvent('EventRaised', '2026-01-01T00:00:01.0000000Z', { name, input: '"go"' });
    const second = turn(eternal, first.added, raised('next'), raised('Unasked'));
    const done = newEvent('TaskCompleted', '2026-01-01T00:00:02.0000000Z', {
      taskScheduledId: 0,
      result: '2',
    });
    const third = turn(eternal, [...first.added, ...second.added], done);
    expect(third.continuesHistory).toBe(false);
    expect(third.instance).toEqual({ instanceId: 'me', executionId: '00000000000000000000000000000001' });
    expect(third.added.map(({ type, isPlayed }) => [type, isPlayed])).toEqual([
      ['OrchestratorStarted', false],
      ['ExecutionStarted', true],
      ['EventRaised', true],
      ['OrchestratorCompleted', true],
    ]);
    expect(third.added[1]).toMatchObject({ input: '2', name: 'N', tags: { tenant: 'a' }, eventId: -1 });
    expect(third.added[1]!.generation).toBeUndefined();
    expect(third.customStatus).toBe('{"round":2}');
  });
});
