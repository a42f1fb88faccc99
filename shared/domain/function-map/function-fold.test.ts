import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../contract/history.ts';
import { at } from '../../testing/instances.ts';
import {
  asked,
  childAsked,
  childFailed,
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
} from '../../testing/execution-history.ts';
import { buildExecution } from '../execution/build-execution.ts';
import { FunctionFold } from './function-fold.ts';
import { observedCalls } from './observed-calls.ts';
import type { SampledExecution } from './sampled-execution.ts';

function sampleOf(events: readonly HistoryEvent[], facts: Partial<SampledExecution> = {}): SampledExecution {
  const model = buildExecution(events);
  return {
    instanceId: 'order-1',
    executionId: 'e-1',
    name: 'Order',
    version: null,
    createdAt: at(0),
    completedAt: model.end === null ? null : at(2),
    hasEnded: model.end !== null,
    model,
    isCutShort: false,
    ...facts,
  };
}

function mapOf(...samples: readonly SampledExecution[]) {
  const fold = new FunctionFold();
  for (const sample of samples) fold.add(sample);
  const map = fold.map();
  return {
    map,
    node: (key: string) => map.nodes.find((node) => node.key === key),
    call: (from: string, to: string) => map.calls.find((call) => call.from === from && call.to === to),
  };
}

const charged = makeHistory(turn(started(), asked(0)), turn(done(0), ended()));

describe('the map of functions', () => {
  it('tells who called what how often, and how long it took', () => {
    const twice = makeHistory(
      turn(started(), asked(0), asked(1), timer(2)),
      turn(done(0), failed(1), fired(2)),
      turn(ended('Failed')),
    );
    const { map, node, call } = mapOf(sampleOf(charged), sampleOf(twice));
    expect(node('orchestrator:Order')).toMatchObject({ sampledRuns: 2, calls: 0, lengths: { count: 2 } });
    expect(node('activity:Charge')).toMatchObject({ sampledRuns: 0, calls: 3, failedCalls: 1 });
    expect(call('orchestrator:Order', 'activity:Charge')).toMatchObject({
      kind: 'activity',
      runs: 2,
      calls: 3,
      failedCalls: 1,
      lengths: { count: 3 },
    });
    expect(map.nodes).toHaveLength(2);
  });

  it('counts each attempt of a retried call as a retry and a length, not as a call', () => {
    const retried = makeHistory(
      turn(started(), asked(0)),
      turn(failed(0), timer(1, 5)),
      turn(fired(1, 5), asked(2)),
      turn(done(2), ended()),
    );
    const { call } = mapOf(sampleOf(retried));
    expect(call('orchestrator:Order', 'activity:Charge')).toMatchObject({
      calls: 1,
      retries: 1,
      failedCalls: 0,
      lengths: { count: 2 },
    });
  });

  it('knows children from their parents and from themselves', () => {
    const parent = makeHistory(turn(started(), childAsked(0)), turn(childFailed(0)));
    const parentOfChild = { instanceId: 'order-1', executionId: null, name: 'Order', taskScheduledId: 0 };
    const child = makeHistory(turn({ ...started('Ship'), parent: parentOfChild }), turn(ended()));
    const { node, call } = mapOf(sampleOf(parent), sampleOf(child, { name: 'Ship' }));
    expect(node('orchestrator:Ship')).toMatchObject({ sampledRuns: 1, calls: 1, failedCalls: 1 });
    expect(call('orchestrator:Order', 'orchestrator:Ship')).toMatchObject({ calls: 1, seenByCallee: 1 });
  });

  it('shows entities by name with their operations, and locks by what they lock', () => {
    const used = makeHistory(
      turn(
        started(),
        sent(0, '@counter@a', { kind: 'signal', operation: 'add', requestId: 'r1' }),
        sent(1, '@counter@b', { kind: 'signal', operation: 'add', requestId: 'r2' }),
        sent(2, '@account@a', {
          kind: 'lock',
          requestId: 'r3',
          lockSet: ['@account@a', '@account@b', '@counter@c'],
        }),
      ),
    );
    const { call, map } = mapOf(sampleOf(used));
    expect(call('orchestrator:Order', 'entity:counter')).toMatchObject({
      kind: 'entity-signal',
      calls: 2,
      operations: [{ name: 'add', calls: 2, failedCalls: 0 }],
    });
    const locks = map.calls.filter(({ kind }) => kind === 'entity-lock');
    expect(locks.map(({ to, calls }) => [to, calls])).toEqual([
      ['entity:account', 1],
      ['entity:counter', 1],
    ]);
  });

  it('leads from an event to who took it in, whatever the case of its name', () => {
    const { call, map } = mapOf(
      sampleOf(makeHistory(turn(started()), turn(raised('Approve')))),
      sampleOf(makeHistory(turn(started()), turn(raised('approve')))),
    );
    expect(call('event:approve', 'orchestrator:Order')).toMatchObject({ kind: 'external-event', runs: 2 });
    expect(map.nodes.filter(({ kind }) => kind === 'event')).toMatchObject([{ name: 'Approve' }]);
  });

  it('says what is open only of histories that were read to their end', () => {
    const open = makeHistory(turn(started(), asked(0)));
    expect(mapOf(sampleOf(open)).node('activity:Charge')?.openCalls).toBe(1);
    expect(mapOf(sampleOf(open, { isCutShort: true })).node('activity:Charge')?.openCalls).toBe(0);
  });

  it('counts steps that name nothing, and versions', () => {
    const nameless = makeHistory(turn(started(), { ...asked(0), name: null }));
    const { map, node } = mapOf(sampleOf(nameless, { version: '2.0' }), sampleOf(charged, { version: '' }));
    expect(map.unnamedSteps).toBe(1);
    expect(node('orchestrator:Order')?.versions).toEqual([
      { version: null, count: 1 },
      { version: '2.0', count: 1 },
    ]);
  });

  it('holds a bounded number of functions and says how many calls it left out', () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => asked(n, `Made up ${n}`));
    const { map } = mapOf(sampleOf(makeHistory(turn(started(), ...rows))));
    expect(map.nodes).toHaveLength(2_000);
    expect(map.callsLeftOut).toBe(501);
  });
});

const anyAsked = fc.array(
  fc.record({ name: fc.constantFrom('A', 'B', 'C', null), isChild: fc.boolean(), isDone: fc.boolean() }),
  { maxLength: 12 },
);
const anySample = fc
  .record({ name: fc.constantFrom('Order', 'Ship'), asks: anyAsked })
  .map(({ name, asks }) => {
    const rows = asks.map(({ name: called, isChild }, n) => ({
      ...(isChild ? childAsked(n) : asked(n)),
      name: called,
    }));
    const results = asks.flatMap(({ isChild, isDone }, n) => (isDone && !isChild ? [done(n)] : []));
    return sampleOf(makeHistory(turn(started(), ...rows), turn(...results)), { name });
  });

it('has as many calls, in edges and in nodes, as the executions have steps that name a function', () => {
  fc.assert(
    fc.property(fc.array(anySample, { maxLength: 6 }), (samples) => {
      const { map } = mapOf(...samples);
      const seen = samples.map(({ model }) => observedCalls(model));
      const calls = seen.flatMap((one) => one.calls);
      const total = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);
      expect(total(map.calls.map((call) => call.calls))).toBe(calls.length);
      expect(total(map.nodes.map((node) => node.calls))).toBe(calls.length);
      expect(map.unnamedSteps + calls.length).toBe(total(samples.map(({ model }) => model.steps.length)));
      expect(total(map.nodes.map((node) => node.sampledRuns))).toBe(samples.length);
      expect(total(map.calls.map((call) => call.openCalls))).toBe(
        calls.filter(({ step }) => step.state === 'open').length,
      );
      for (const { runs, calls: all } of map.calls) expect(runs).toBeLessThanOrEqual(all);
    }),
  );
});

it('is the same in whatever order the executions come', () => {
  const sorted = (samples: readonly SampledExecution[]) => {
    const { map } = mapOf(...samples);
    const calls = map.calls.toSorted((a, b) =>
      `${a.kind}${a.from}${a.to}` < `${b.kind}${b.from}${b.to}` ? -1 : 1,
    );
    return { nodes: map.nodes.toSorted((a, b) => (a.key < b.key ? -1 : 1)), calls };
  };
  fc.assert(
    fc.property(fc.array(anySample, { maxLength: 5 }), (samples) => {
      expect(sorted(samples.toReversed())).toEqual(sorted(samples));
    }),
  );
});
