import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import { makeHistoryEvent } from '../../../../shared/testing/history.ts';
import { makePayloadInfo } from '../../../../shared/testing/instances.ts';
import { rowAt, sourceOf } from './history-rows.ts';

const turn = makeHistoryEvent({ ordinal: 0, eventType: 'OrchestratorStarted' });
const started = makeHistoryEvent({ ordinal: 1, name: 'Order' });
const scheduled = makeHistoryEvent({
  ordinal: 2,
  eventType: 'TaskScheduled',
  eventId: 0,
  name: 'ReserveStock',
});
const failed = makeHistoryEvent({
  ordinal: 5,
  eventType: 'TaskFailed',
  taskScheduledId: 0,
  payloads: {
    FailureDetails: makePayloadInfo({ preview: '{"ErrorType":"System.TimeoutException"}' }),
    Reason: makePayloadInfo({ preview: 'stock service did not answer' }),
  },
});

function rowsOf(events: readonly HistoryEvent[]) {
  const source = sourceOf(events, buildExecution(events));
  return events.map((_, index) => rowAt(source, index));
}

describe('a row of the history', () => {
  it('of a completion has the name of what was scheduled, and both know their partner', () => {
    const [, , first, second] = rowsOf([turn, started, scheduled, failed]);
    expect(first?.partners).toEqual([failed.rowKey]);
    expect(second?.name).toBe('ReserveStock');
    expect(second?.partners).toEqual([scheduled.rowKey]);
  });

  it('says why something failed rather than what the failure looked like in storage', () => {
    expect(rowsOf([failed])[0]?.detail).toBe('stock service did not answer');
  });

  it('measures the time to the event before, and leaves a gap where a time is missing', () => {
    const rows = rowsOf([scheduled, failed, makeHistoryEvent({ ordinal: 6, timestamp: null })]);
    expect(rows.map((row) => row?.deltaMs)).toEqual([null, 300, null]);
  });

  it('cuts a long detail', () => {
    const event = makeHistoryEvent({ payloads: { Input: makePayloadInfo({ preview: 'x'.repeat(900) }) } });
    expect(rowsOf([event])[0]?.detail).toHaveLength(201);
  });

  it('is marked when it was rewound', () => {
    const event = makeHistoryEvent({ eventType: 'GenericEvent', rewoundType: 'TaskFailed' });
    expect(rowsOf([event])[0]?.isRewound).toBe(true);
  });

  it('tells why it does not fit the others', () => {
    const source = sourceOf([turn, failed], {
      ...buildExecution([turn, failed]),
      oddRows: [{ rowKey: failed.rowKey, problem: 'Nothing was scheduled under 0.' }],
    });
    expect(rowAt(source, 1)?.problems).toEqual(['Nothing was scheduled under 0.']);
  });

  it('of an earlier execution takes nothing from the steps of this one', () => {
    const leftover = { ...failed, isLeftover: true };
    const [, , , row] = rowsOf([turn, started, scheduled, leftover]);
    expect(row).toMatchObject({ name: null, partners: [], problems: [] });
  });

  it('is none behind the last event', () => {
    expect(rowAt(sourceOf([turn], buildExecution([turn])), 1)).toBeNull();
  });
});
