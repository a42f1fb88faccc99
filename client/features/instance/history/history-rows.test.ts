import { describe, expect, it } from 'vitest';
import { makeHistoryEvent } from '../../../../shared/testing/history.ts';
import { makePayloadInfo } from '../../../../shared/testing/instances.ts';
import { buildHistoryRows, countTypes, filterHistoryRows } from './history-rows.ts';

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

describe('buildHistoryRows', () => {
  it('gives a completion the name of what was scheduled, and both their partner', () => {
    const [first, second] = buildHistoryRows([scheduled, failed]);
    expect(first?.partners).toEqual([failed.rowKey]);
    expect(second?.name).toBe('ReserveStock');
    expect(second?.partners).toEqual([scheduled.rowKey]);
  });

  it('says why something failed rather than what the failure looked like in storage', () => {
    expect(buildHistoryRows([failed])[0]?.detail).toBe('stock service did not answer');
  });

  it('measures the time to the event before, and leaves a gap where a time is missing', () => {
    const rows = buildHistoryRows([scheduled, failed, makeHistoryEvent({ ordinal: 6, timestamp: null })]);
    expect(rows.map((row) => row.deltaMs)).toEqual([null, 300, null]);
  });

  it('cuts a long detail', () => {
    const event = makeHistoryEvent({ payloads: { Input: makePayloadInfo({ preview: 'x'.repeat(900) }) } });
    expect(buildHistoryRows([event])[0]?.detail).toHaveLength(201);
  });

  it('marks rewound rows', () => {
    const event = makeHistoryEvent({ eventType: 'GenericEvent', rewoundType: 'TaskFailed' });
    expect(buildHistoryRows([event])[0]?.isRewound).toBe(true);
  });
});

describe('filterHistoryRows', () => {
  const rows = buildHistoryRows([
    scheduled,
    failed,
    makeHistoryEvent({ ordinal: 9, eventType: 'Hibernated' }),
  ]);

  it('finds rows in which every word occurs, whatever the case', () => {
    const found = filterHistoryRows(rows, { text: 'taskfailed RESERVE', types: [] });
    expect(found.map((row) => row.event.ordinal)).toEqual([5]);
  });

  it('keeps only the chosen types, unknown ones too', () => {
    const found = filterHistoryRows(rows, { text: '', types: ['Hibernated', 'TaskScheduled'] });
    expect(found.map((row) => row.event.ordinal)).toEqual([2, 9]);
  });

  it('hands the rows back untouched without a filter', () => {
    expect(filterHistoryRows(rows, { text: ' ', types: [] })).toBe(rows);
  });
});

describe('countTypes', () => {
  it('counts each type', () => {
    const rows = buildHistoryRows([scheduled, failed, { ...failed, rowKey: 'x' }]);
    expect(countTypes(rows)).toEqual([
      { type: 'TaskScheduled', count: 1 },
      { type: 'TaskFailed', count: 2 },
    ]);
  });
});
