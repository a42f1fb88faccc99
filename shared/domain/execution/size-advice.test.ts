import { expect, it } from 'vitest';
import type { HistoryEvent } from '../../contract/history.ts';
import { makeHistoryEvent } from '../../testing/history.ts';
import { at, makePayloadInfo } from '../../testing/instances.ts';
import { buildExecution } from './build-execution.ts';
import { adviseOnSize, shareOfAlarming, sizeGrowth } from './size-advice.ts';

/** One activity a turn: four rows each. */
function loop(turns: number): HistoryEvent[] {
  const events = [makeHistoryEvent({ ordinal: 0 })];
  for (let turn = 0; turn < turns; turn++) {
    const first = events.length;
    events.push(
      makeHistoryEvent({ ordinal: first, eventType: 'OrchestratorStarted' }),
      makeHistoryEvent({ ordinal: first + 1, eventType: 'TaskCompleted', taskScheduledId: turn - 1 }),
      makeHistoryEvent({ ordinal: first + 2, eventType: 'TaskScheduled', eventId: turn, name: 'Poll' }),
      makeHistoryEvent({ ordinal: first + 3, eventType: 'OrchestratorCompleted' }),
    );
  }
  return events;
}

function fanOut(count: number): HistoryEvent[] {
  return [
    makeHistoryEvent({ ordinal: 0, eventType: 'OrchestratorStarted' }),
    makeHistoryEvent({ ordinal: 1 }),
    ...Array.from({ length: count }, (_, place) =>
      makeHistoryEvent({ ordinal: place + 2, eventType: 'TaskScheduled', eventId: place, name: 'Square' }),
    ),
  ];
}

it('has nothing to say about a short history', () => {
  const advice = adviseOnSize(buildExecution(loop(3)));
  expect(advice).toEqual({ level: 'fine', reads: 1, advice: [] });
});

it('advises a loop to continue as new, while it is still short', () => {
  const advice = adviseOnSize(buildExecution(loop(60)));
  expect(advice.level).toBe('fine');
  expect(advice.advice).toEqual([expect.stringContaining('ContinueAsNew')]);
});

it('advises a wide fan-out to be divided', () => {
  const advice = adviseOnSize(buildExecution(fanOut(3_000)));
  expect(advice).toMatchObject({ level: 'noteworthy', reads: 4 });
  expect(advice.advice).toEqual([expect.stringContaining('Sub-orchestrations')]);
});

it('advises to keep large payloads elsewhere, and warns when they are very large', () => {
  const heavy = (sizeBytes: number) =>
    adviseOnSize(buildExecution([makeHistoryEvent({ payloads: { Input: makePayloadInfo({ sizeBytes }) } })]));
  expect(heavy(3_000_000)).toMatchObject({
    level: 'noteworthy',
    advice: [expect.stringContaining('elsewhere')],
  });
  expect(heavy(30_000_000).level).toBe('alarming');
});

it('reckons growth a day from what grew up to now', () => {
  const model = buildExecution(loop(60));
  const growth = sizeGrowth(model, at(86_400 / 2));
  expect(growth?.perDay.rows).toBeCloseTo(482, 0);
  expect(growth?.alarmingInMs).toBeCloseTo(((10_000 - 241) / 482) * 86_400_000, -6);
  expect(sizeGrowth(buildExecution(loop(3)), at(86_400))).toBeNull();
});

it('does not grow any more once it ended', () => {
  const events = loop(60);
  const end = makeHistoryEvent({
    ordinal: events.length,
    eventType: 'ExecutionCompleted',
    orchestrationStatus: 'Completed',
  });
  expect(sizeGrowth(buildExecution([...events, end]), at(86_400))).toBeNull();
});

it('is at its end when either rows or bytes are', () => {
  expect(shareOfAlarming({ rows: 5_000, payloadBytes: 0 })).toBe(0.5);
  expect(shareOfAlarming({ rows: 0, payloadBytes: 40_000_000 })).toBe(1);
});
