import { describe, expect, it } from 'vitest';
import { pairHistory } from './history-pairing.ts';

const nothing = { rewoundType: null, eventId: null, taskScheduledId: null, timerId: null };

describe('pairHistory', () => {
  it('links what was scheduled with what came of it, in both directions', () => {
    const partners = pairHistory([
      { ...nothing, rowKey: '2', eventType: 'TaskScheduled', eventId: 0 },
      { ...nothing, rowKey: '3', eventType: 'TimerCreated', eventId: 1 },
      { ...nothing, rowKey: '4', eventType: 'SubOrchestrationInstanceCreated', eventId: 2 },
      { ...nothing, rowKey: '6', eventType: 'TimerFired', eventId: -1, timerId: 1 },
      { ...nothing, rowKey: '7', eventType: 'TaskFailed', eventId: -1, taskScheduledId: 0 },
      { ...nothing, rowKey: '8', eventType: 'SubOrchestrationInstanceCompleted', taskScheduledId: 2 },
    ]);
    expect(Object.fromEntries(partners)).toEqual({
      2: ['7'],
      3: ['6'],
      4: ['8'],
      6: ['3'],
      7: ['2'],
      8: ['4'],
    });
  });

  it('keeps every completion of one task when an engine wrote two', () => {
    const partners = pairHistory([
      { ...nothing, rowKey: '1', eventType: 'TaskScheduled', eventId: 0 },
      { ...nothing, rowKey: '2', eventType: 'TaskCompleted', taskScheduledId: 0 },
      { ...nothing, rowKey: '3', eventType: 'TaskCompleted', taskScheduledId: 0 },
    ]);
    expect(partners.get('1')).toEqual(['2', '3']);
  });

  it('pairs rewound rows with each other and later ones with the repetition', () => {
    const partners = pairHistory([
      { ...nothing, rowKey: '1', eventType: 'GenericEvent', rewoundType: 'TaskScheduled', eventId: 0 },
      { ...nothing, rowKey: '2', eventType: 'GenericEvent', rewoundType: 'TaskFailed', taskScheduledId: 0 },
      { ...nothing, rowKey: '3', eventType: 'TaskScheduled', eventId: 0 },
      { ...nothing, rowKey: '4', eventType: 'TaskCompleted', taskScheduledId: 0 },
    ]);
    expect(partners.get('2')).toEqual(['1']);
    expect(partners.get('4')).toEqual(['3']);
  });

  it('leaves a completion alone whose scheduling is missing', () => {
    expect(
      pairHistory([{ ...nothing, rowKey: '9', eventType: 'TaskCompleted', taskScheduledId: 5 }]).size,
    ).toBe(0);
  });
});
