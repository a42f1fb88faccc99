import { describe, expect, it } from 'vitest';
import type { EntityMessage } from '../../contract/history.ts';
import {
  asked,
  done,
  ended,
  failed,
  fired,
  makeHistory,
  raised,
  sent,
  started,
  timer,
  turn,
  type HistoryRow,
} from '../../testing/execution-history.ts';
import { at } from '../../testing/instances.ts';
import { instantToMs } from '../instant.ts';
import { buildExecution } from './build-execution.ts';
import { mergeSegments, segmentsOf, type Segment } from './timeline-segments.ts';
import { readTimeline } from './timeline-times.ts';

const epochMs = instantToMs(at(0));

/** Kind, state, and from and to in tenths of a second. */
function segmentsOfStep(index: number, nowSeconds: number, rows: readonly (HistoryRow | HistoryRow[])[]) {
  const timeline = readTimeline(buildExecution(makeHistory(...rows)));
  const step = timeline.model.steps[index];
  const times = timeline.times[index];
  if (step === undefined || times === undefined) throw new Error('no such step');
  const limits = { nowMs: epochMs + nowSeconds * 1000, endMs: timeline.endMs };
  return segmentsOf(step, times, limits).map(({ kind, state, fromMs, toMs }) => [
    ...[kind, state],
    ...[fromMs, toMs].map((ms) => Math.round((ms - epochMs) / 100)),
  ]);
}

describe('what is drawn of a step', () => {
  it('runs from being asked for to its result, which lies there until it is taken in', () => {
    const late = { ...done(0), timestamp: at(0.4) };
    const rows = [started(), turn(asked(0)), [{ eventType: 'OrchestratorStarted', timestamp: at(2) }, late]];
    expect(segmentsOfStep(0, 9, rows)[0]).toEqual(['run', 'completed', 2, 4]);
  });

  it('is open up to now', () => {
    expect(segmentsOfStep(0, 9, [started(), turn(asked(0))])).toEqual([['open', 'open', 2, 90]]);
  });

  it('is open up to the end of the execution that went on without it', () => {
    const rows = [started(), turn(asked(0)), turn(ended())];
    expect(segmentsOfStep(0, 9, rows)).toEqual([['open', 'abandoned', 2, 5]]);
  });

  it('has its attempts with the delays between them', () => {
    const rows = [
      ...[started(), turn(asked(0)), turn(failed(0), timer(1, 8))],
      ...[turn(fired(1, 8), asked(2)), turn(done(2))],
    ];
    const drawn = segmentsOfStep(0, 9, rows);
    expect(drawn.map(([kind, state]) => `${String(kind)} ${String(state)}`)).toEqual([
      'run failed',
      'delay completed',
      'run completed',
    ]);
    expect(drawn[1]?.slice(2)).toEqual([drawn[0]?.[3], drawn[2]?.[2]]);
  });

  it('is a thin bar to when a timer is due, and open behind it while nobody took it up', () => {
    const rows = [started(), turn(timer(0, 50))];
    expect(segmentsOfStep(0, 2, rows)).toEqual([['timer', 'open', 2, 50]]);
    expect(segmentsOfStep(0, 9, rows)).toEqual([
      ['timer', 'open', 2, 50],
      ['open', 'open', 50, 90],
    ]);
  });

  it('ends a timer where it fired', () => {
    const rows = [started(), turn(timer(0, 5)), turn(fired(0, 5))];
    expect(segmentsOfStep(0, 9, rows).map(([kind]) => kind)).toEqual(['timer', 'moment']);
  });

  it('waits for a lock, and holds it up to now', () => {
    const lock: Partial<EntityMessage> = { kind: 'lock', requestId: 'lock-1', lockSet: ['@account@a'] };
    const rows = [started(), turn(sent(0, '@account@a', lock)), turn(raised('lock-1'))];
    expect(segmentsOfStep(0, 9, rows)).toEqual([
      ['queue', 'completed', 2, 5],
      ['open', 'completed', 5, 90],
    ]);
  });

  it('is a moment where only one time is known', () => {
    const rows = [started(), turn({ ...asked(0), timestamp: null }), turn(done(0))];
    expect(segmentsOfStep(0, 9, rows).map(([kind]) => kind)).toContain('moment');
  });

  it('is nothing where no time is known', () => {
    const rows = [started(), turn({ ...asked(0), timestamp: null })];
    expect(segmentsOfStep(0, 9, rows)).toEqual([]);
  });
});

describe('marks too close to tell apart', () => {
  const tries: Segment[] = Array.from({ length: 1000 }, (_, place) => ({
    kind: place % 2 === 0 ? 'run' : 'delay',
    state: 'failed',
    fromMs: place * 10,
    toMs: place * 10 + 10,
  }));

  it('become one of each look', () => {
    expect(mergeSegments(tries, 50)).toEqual([
      { kind: 'run', state: 'failed', fromMs: 0, toMs: 9990 },
      { kind: 'delay', state: 'failed', fromMs: 10, toMs: 10_000 },
    ]);
  });

  it('stay apart where there is room', () => {
    expect(mergeSegments(tries, 5)).toEqual(tries);
  });
});
