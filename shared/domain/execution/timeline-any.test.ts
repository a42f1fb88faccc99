import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HistoryEvent } from '../../contract/history.ts';
import { makeHistory, timeOfRow } from '../../testing/execution-history.ts';
import { at } from '../../testing/instances.ts';
import { instantToMs } from '../instant.ts';
import { buildExecution } from './build-execution.ts';
import { frameOf } from './timeline-frame.ts';
import { timelineRows, type TimelineRow } from './timeline-rows.ts';
import { segmentsOf } from './timeline-segments.ts';
import { readTimeline } from './timeline-times.ts';
import { shareOf, viewOf } from './timeline-view.ts';

const anyId = fc.option(fc.integer({ min: 0, max: 5 }));
const anyTime = fc.option(fc.nat(500).map(timeOfRow), { freq: 8 });

/** What ids, types and times say need not fit together. */
const anyHistory: fc.Arbitrary<HistoryEvent[]> = fc
  .array(
    fc.record({
      eventType: fc.constantFrom(
        ...['TaskScheduled', 'TaskCompleted', 'TaskFailed', 'TimerCreated', 'TimerFired'],
        ...['SubOrchestrationInstanceCreated', 'SubOrchestrationInstanceCompleted', 'EventSent'],
        ...['EventRaised', 'OrchestratorStarted', 'OrchestratorCompleted', 'ExecutionStarted'],
        ...['ExecutionCompleted', 'ExecutionRewound', 'ExecutionSuspended', 'Teleported'],
      ),
      ...{ eventId: anyId, taskScheduledId: anyId, timerId: anyId, timestamp: anyTime, fireAt: anyTime },
      name: fc.option(fc.constantFrom('A', 'B')),
      instanceId: fc.option(fc.constantFrom('order', 'child', '@a@1')),
    }),
    { maxLength: 40 },
  )
  .map((rows) => makeHistory(...rows));

function stepsShown(rows: readonly TimelineRow[]): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'step') return [row.step.id];
    return row.kind === 'fan-out' ? row.fanOut.stepIds : [];
  });
}

it('gives every step that delays nothing one place, and draws it forwards, whatever the history', () => {
  fc.assert(
    fc.property(anyHistory, fc.boolean(), fc.boolean(), (events, isCut, isRunning) => {
      const timeline = readTimeline(buildExecution(events));
      const nowMs = instantToMs(at(100));
      const { rows } = timelineRows({
        ...{ instanceId: 'order', timeline, waits: [] },
        ...{ unfolded: new Set<string>(), children: new Map() },
      });
      const { steps, stepOfRow } = timeline.model;
      const own = steps.filter(({ delaysStepId }) => delaysStepId === null || !stepOfRow.has(delaysStepId));
      expect(stepsShown(rows).sort()).toEqual(own.map(({ id }) => id).sort());

      const scale = frameOf(timeline, { nowMs: isRunning ? nowMs : null, isCut });
      for (const [index, step] of steps.entries()) {
        const times = timeline.times[index];
        const drawn = times === undefined ? [] : segmentsOf(step, times, { nowMs, endMs: timeline.endMs });
        for (const { fromMs, toMs } of drawn) {
          expect(toMs).toBeGreaterThanOrEqual(fromMs);
          if (scale !== null) expect(shareOf(viewOf(scale, null), fromMs)).not.toBeNaN();
        }
      }
    }),
    { numRuns: 300 },
  );
});
