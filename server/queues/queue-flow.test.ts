import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToMs, msToInstant } from '../../shared/domain/instant.ts';
import { makeQueuedMessage } from '../../shared/testing/diagnosis.ts';
import { at } from '../../shared/testing/instances.ts';
import { mostPeeked } from '../../shared/domain/diagnosis/queue-signs.ts';
import { flowOf, type QueueLook } from './queue-flow.ts';
import { seenOperations } from './seen-operations.ts';

const startMs = instantToMs(at(0));
const instantAt = (second: number) => msToInstant(startMs + second * 1000);

function look(second: number, ids: readonly (readonly [id: string, queuedAt: number])[]): QueueLook {
  const messages = ids
    .slice(0, mostPeeked)
    .map(([messageId, queuedAt]) => makeQueuedMessage({ messageId, insertedAt: instantAt(queuedAt) }));
  return { at: instantAt(second), depth: ids.length, messages };
}

describe('what came and went', () => {
  it('is counted by messages where as many came as went', () => {
    expect(flowOf([look(0, [['a', -3]]), look(10, [['b', 4]])])).toEqual({
      arrived: 1,
      left: 1,
      overMs: 10_000,
    });
  });

  it('is counted by the depth where a peek does not reach', () => {
    const many = Array.from({ length: 100 }, (_, n) => [`m${n}`, -5] as const);
    const more = [...many, ...Array.from({ length: 50 }, (_, n) => [`n${n}`, 5] as const)];
    expect(flowOf([look(0, many), look(10, more)])).toMatchObject({ arrived: 50, left: 0 });
  });

  it('does not count what was hidden for an arrival', () => {
    const hidden = { ...look(0, []), depth: 1 };
    expect(flowOf([hidden, look(10, [['timer', -500]])])).toMatchObject({ arrived: 0, left: 0 });
  });

  it('is unknown from one look, and when no time passed', () => {
    expect(flowOf([])).toBeNull();
    expect(flowOf([look(0, [])])).toBeNull();
    expect(flowOf([look(0, []), look(0, [])])).toBeNull();
  });

  const life = fc.record({
    from: fc.integer({ min: -20, max: 60 }),
    forSeconds: fc.integer({ min: 0, max: 40 }),
  });

  it('never is more than truly came and went', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 80 }), (lives) => {
        const times = [0, 10, 20, 30, 40, 50];
        const looks = times.map((second) =>
          look(
            second,
            lives.flatMap(({ from, forSeconds }, n) =>
              from <= second && second < from + forSeconds ? [[`m${n}`, from] as const] : [],
            ),
          ),
        );
        const flow = flowOf(looks)!;
        expect(flow.arrived).toBeLessThanOrEqual(lives.filter(({ from }) => from > 0 && from <= 50).length);
        const left = lives.filter(({ from, forSeconds }) => from + forSeconds > 0 && from + forSeconds <= 50);
        expect(flow.left).toBeLessThanOrEqual(left.length);
        const depths = looks.map(({ depth }) => depth);
        expect(flow.arrived - flow.left).toBe(depths.at(-1)! - depths[0]!);
      }),
    );
  });
});

describe('what a hub was seen to do', () => {
  const arrival = (messageId: string, eventType: string, instanceId: string) =>
    makeQueuedMessage({ messageId, eventType, instanceId, insertedAt: instantAt(5) });
  const answers = [
    arrival('1', 'TaskCompleted', 'order'),
    arrival('2', 'TaskFailed', 'order'),
    arrival('3', 'EventRaised', 'order'),
    arrival('4', 'EventRaised', '@counter@a'),
    arrival('5', 'TimerFired', 'order'),
  ];

  it('is told by the types of messages that arrived and the work items that went', () => {
    const control = [look(0, []), { at: instantAt(10), depth: 5, messages: answers }];
    const workItems = [look(0, [['w', -1]]), look(10, [])];
    expect(seenOperations([control], workItems)).toEqual({
      overMs: 10_000,
      activities: 1,
      responses: 2,
      events: 1,
      entityOperations: 1,
    });
  });

  it('is unknown before there are two looks', () => {
    expect(seenOperations([[look(0, [])]], [look(0, [])])).toBeNull();
  });
});
