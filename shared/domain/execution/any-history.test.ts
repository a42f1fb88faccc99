import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntityMessage, HistoryEvent } from '../../contract/history.ts';
import {
  asked,
  childAsked,
  childFailed,
  done,
  entityMessage,
  failed,
  fired,
  inlinePayload,
  rowKeyOf,
  started,
  timeOfRow,
  timer,
  turn,
} from '../../testing/execution-history.ts';
import { makeHistoryEvent } from '../../testing/history.ts';
import { compareExecutions } from './alignment.ts';
import { buildExecution, ExecutionBuilder } from './build-execution.ts';
import { buildGraph } from './graph.ts';
import { payloadEntries } from './payload-entries.ts';
import { fanOutProgress, lastFailedStep, retriedSteps } from './progress.ts';
import { buildSequence } from './sequence.ts';
import { sequenceRows } from './sequence-runs.ts';
import { adviseOnSize, sizeGrowth } from './size-advice.ts';
import { waitsOf } from './waits-of.ts';

const plain = makeHistoryEvent();
const scheduling = ['TaskScheduled', 'SubOrchestrationInstanceCreated', 'TimerCreated'];
const types = [
  ...scheduling,
  ...['OrchestratorStarted', 'OrchestratorCompleted', 'ExecutionStarted', 'ExecutionCompleted'],
  ...['TaskCompleted', 'TaskFailed', 'TimerFired', 'EventSent', 'EventRaised', 'ContinueAsNew'],
  ...['SubOrchestrationInstanceCompleted', 'SubOrchestrationInstanceFailed', 'GenericEvent'],
  ...['ExecutionSuspended', 'ExecutionResumed', 'ExecutionTerminated', 'ExecutionRewound', 'Teleported'],
];
const requests = [1, 2].map((n) => `22a5f5be-6821-e503-109d-8d459f2f225${n}`);

function orNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { freq: 6 });
}

const anyId = orNull(fc.integer({ min: -1, max: 6 }));
const anyTime = orNull(fc.nat(60).map(timeOfRow));
const anyName = orNull(fc.constantFrom('A', 'B', 'op', 'release', ...requests));
const anyPayload = fc
  .constantFrom('', 'null', '{"ErrorType":"X","ErrorMessage":"y', '\u202e<b>')
  .map(inlinePayload);
const anyMessage = fc
  .record({
    kind: fc.constantFrom<EntityMessage['kind']>('call', 'signal', 'lock', 'release', 'response'),
    requestId: orNull(fc.constantFrom(...requests)),
    isError: fc.boolean(),
  })
  .map(entityMessage);

/** What ids and types say need not fit together; keys and places are given out by `anyTornHistory`. */
const anyRow: fc.Arbitrary<HistoryEvent> = fc
  .record({
    eventType: fc.constantFrom(...types),
    rewoundType: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constantFrom(...types)),
    eventId: anyId,
    taskScheduledId: anyId,
    timerId: anyId,
    name: anyName,
    timestamp: anyTime,
    fireAt: anyTime,
    instanceId: orNull(fc.constantFrom('child', '@a@1', '@')),
    orchestrationStatus: orNull(fc.constantFrom('Completed', 'Failed', 'ContinuedAsNew', '?')),
    entityMessage: orNull(anyMessage),
    payloads: fc.dictionary(fc.constantFrom('Input', 'Result', 'Reason', 'FailureDetails'), anyPayload, {
      maxKeys: 2,
    }),
  })
  .map((row) => ({ ...plain, ...row }));

const anyTornHistory: fc.Arbitrary<HistoryEvent[]> = fc
  .array(fc.tuple(anyRow, fc.nat(20)), { maxLength: 30 })
  .map((rows) =>
    rows.map(([row, chance], i) =>
      chance === 0
        ? { ...row, ordinal: null, rowKey: `odd-${i}` }
        : { ...row, ordinal: i, rowKey: rowKeyOf(i) },
    ),
  );

const childDone = (id: number) => ({ ...childFailed(id), eventType: 'SubOrchestrationInstanceCompleted' });

const rowOf = {
  activity: { asked, done, failed },
  child: { asked: childAsked, done: childDone, failed: childFailed },
  timer: {
    asked: (id: number) => timer(id),
    done: (id: number) => fired(id),
    failed: (id: number) => fired(id),
  },
};

/** What each turn does, by chance: tasks that are under way end, others are asked for. */
const anyPlausibleHistory: fc.Arbitrary<HistoryEvent[]> = fc
  .array(
    fc.record({
      ends: fc.array(fc.record({ which: fc.nat(5), isFailure: fc.boolean() }), { maxLength: 3 }),
      asks: fc.array(
        fc.record({
          kind: fc.constantFrom<keyof typeof rowOf>('activity', 'child', 'timer'),
          name: fc.constantFrom('A', 'B'),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 8 },
  )
  .map((turns) => {
    const underWay: { id: number; kind: keyof typeof rowOf }[] = [];
    let nextId = 0;
    const rows = turns.map(({ ends, asks }, i) => {
      const ended = ends.flatMap(({ which, isFailure }) => {
        const [task] = underWay.splice(which, 1);
        return task === undefined ? [] : [rowOf[task.kind][isFailure ? 'failed' : 'done'](task.id)];
      });
      const askedFor = asks.map(({ kind, name }) => {
        underWay.push({ id: nextId, kind });
        return rowOf[kind].asked(nextId++, name);
      });
      return turn(...(i === 0 ? [started()] : []), ...ended, ...askedFor);
    });
    return rows.flat().map((event, i) => ({ ...plain, ...event, ordinal: i, rowKey: rowKeyOf(i) }));
  });

const anyHistory = fc.oneof({ weight: 2, arbitrary: anyTornHistory }, anyPlausibleHistory);
const row = { createdAt: null, lastUpdatedAt: null, scheduledStartAt: null, isEntity: false };

it('puts every event that asks for or brings something into exactly one step, whatever the history', () => {
  const inSteps = new Set([...scheduling, 'EventSent', 'EventRaised']);
  fc.assert(
    fc.property(anyHistory, (events) => {
      const model = buildExecution(events);
      const keys = model.steps.flatMap(({ eventKeys }) => eventKeys);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { eventType, rewoundType, rowKey } of events) {
        if (inSteps.has(rewoundType ?? eventType)) expect(keys).toContain(rowKey);
      }
      for (const [i, step] of model.steps.entries()) {
        for (const key of step.eventKeys) expect(model.stepOfRow.get(key)).toBe(i);
      }
      expect(model.stepOfRow.size).toBe(keys.length);
      for (const { stepIds, counts } of model.fanOuts) {
        const states = stepIds.map((id) => model.steps[model.stepOfRow.get(id)!]!.state);
        for (const [state, count] of Object.entries(counts)) {
          expect(count).toBe(states.filter((found) => found === state).length);
        }
      }
      expect(model.eventCount).toBe(events.length);
      for (const runtimeStatus of ['Running', 'Suspended', 'Pending'])
        waitsOf(model, { ...row, runtimeStatus });
    }),
    { numRuns: 10_000 },
  );
}, 30_000);

it('is taken by every view, whatever it holds, and each of its payloads is listed once', () => {
  const noRow = { input: null, output: null, customStatusPayload: null };
  fc.assert(
    fc.property(anyHistory, anyHistory, (events, others) => {
      const model = buildExecution(events);
      const { nodes, edges } = buildGraph(model);
      const ids = new Set(nodes.map(({ id }) => id));
      expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
      const sequence = buildSequence(model, events);
      expect(sequenceRows(sequence, new Set()).length).toBeLessThanOrEqual(sequence.messages.length);
      compareExecutions(model, buildExecution(others));
      const listed = payloadEntries(noRow, events, model).length;
      expect(listed).toBe(events.flatMap(({ payloads }) => Object.keys(payloads)).length);
      fanOutProgress(model);
      retriedSteps(model);
      lastFailedStep(model);
      adviseOnSize(model);
      sizeGrowth(model, timeOfRow(70));
    }),
    { numRuns: 3000 },
  );
}, 30_000);

it('gives the same model for any pages in any order, some of them read twice', () => {
  const anyPages = anyHistory.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.nat(events.length), { maxLength: 4 }),
    ),
  );
  fc.assert(
    fc.property(anyPages, ([events, shuffled, cuts]) => {
      const builder = new ExecutionBuilder();
      const borders = [0, ...cuts.sort((one, other) => one - other), shuffled.length];
      borders.forEach((border, i) => {
        builder.add(shuffled.slice(Math.max(0, (borders[i - 1] ?? 0) - 1), border));
        builder.model();
      });
      expect(builder.model()).toEqual(buildExecution(events));
    }),
    { numRuns: 1000 },
  );
}, 30_000);

it('extends a model page by page to the same as all at once, changing no earlier one', () => {
  fc.assert(
    fc.property(anyHistory, fc.integer({ min: 1, max: 7 }), (events, pageSize) => {
      const builder = new ExecutionBuilder();
      const sorted = [...events].sort((one, other) => (one.ordinal ?? 99) - (other.ordinal ?? 99));
      let before = builder.model();
      for (let start = 0; start < sorted.length; start += pageSize) {
        const text = JSON.stringify(before);
        builder.add(sorted.slice(start, start + pageSize));
        const after = builder.model();
        expect(JSON.stringify(before)).toBe(text);
        before = after;
      }
      expect(before).toEqual(buildExecution(events));
    }),
    { numRuns: 500 },
  );
}, 30_000);
