import { describe, expect, it } from 'vitest';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import { makeHistoryEvent } from '../../../../shared/testing/history.ts';
import { makePayloadInfo } from '../../../../shared/testing/instances.ts';
import { countNames, countTypes, filterHistory, noFilter } from './history-filter.ts';
import { groupBySteps, linesOf } from './history-groups.ts';
import { sourceOf } from './history-rows.ts';

const events = [
  makeHistoryEvent({ ordinal: 0, eventType: 'OrchestratorStarted' }),
  makeHistoryEvent({ ordinal: 1, name: 'Order' }),
  makeHistoryEvent({ ordinal: 2, eventType: 'TaskScheduled', eventId: 0, name: 'ReserveStock' }),
  makeHistoryEvent({ ordinal: 3, eventType: 'TaskScheduled', eventId: 1, name: 'ChargeCard' }),
  makeHistoryEvent({ ordinal: 4, eventType: 'OrchestratorCompleted' }),
  makeHistoryEvent({ ordinal: 5, eventType: 'OrchestratorStarted' }),
  makeHistoryEvent({
    ordinal: 6,
    eventType: 'TaskFailed',
    taskScheduledId: 0,
    payloads: {
      Reason: makePayloadInfo({ preview: 'did not answer' }),
      Details: makePayloadInfo({ preview: 'at Orders.Stock.Reserve()' }),
    },
  }),
  makeHistoryEvent({ ordinal: 7, eventType: 'Hibernated' }),
];
const source = sourceOf(events, buildExecution(events));

describe('the filter of the history', () => {
  it('finds events in which every word occurs, whatever the case', () => {
    expect(filterHistory(source, { ...noFilter, text: 'taskfailed RESERVE' })).toEqual([6]);
  });

  it('looks into every text of an event, not only into the one that is shown', () => {
    expect(filterHistory(source, { ...noFilter, text: 'orders.stock' })).toEqual([6]);
  });

  it('keeps only the chosen types, unknown ones too', () => {
    expect(filterHistory(source, { ...noFilter, types: ['Hibernated', 'TaskScheduled'] })).toEqual([2, 3, 7]);
  });

  it('keeps what was asked of a function and what came of it', () => {
    expect(filterHistory(source, { ...noFilter, names: ['ReserveStock'] })).toEqual([2, 6]);
  });

  it('keeps everything when nothing is chosen', () => {
    expect(filterHistory(source, { ...noFilter, text: ' ' })).toHaveLength(events.length);
  });

  it('offers each type and each name with its count', () => {
    expect(countTypes(source)).toContainEqual({ value: 'TaskScheduled', count: 2 });
    expect(countNames(source)).toEqual([
      { value: 'ChargeCard', count: 1 },
      { value: 'Order', count: 1 },
      { value: 'ReserveStock', count: 2 },
    ]);
  });
});

describe('grouping by step', () => {
  it('puts every event shown into one group, those of no step first', () => {
    const groups = groupBySteps(source, [0, 2, 3, 6, 7]);
    expect(groups.map(({ step, indexes }) => [step?.name ?? null, indexes])).toEqual([
      [null, [0, 7]],
      ['ReserveStock', [2, 6]],
      ['ChargeCard', [3]],
    ]);
  });

  it('shows the events of open groups under their heads', () => {
    const groups = groupBySteps(source, [0, 2, 3, 6]);
    expect(linesOf(groups, ({ step }) => step?.name === 'ReserveStock')).toEqual([~0, ~1, 2, 6, ~2]);
  });
});
