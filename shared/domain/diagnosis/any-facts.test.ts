import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finding } from '../../contract/diagnosis.ts';
import type { EntityMessage, HistoryEvent } from '../../contract/history.ts';
import { makeDiagnosisFacts, makeLock, makeQueuedMessage, makeRelated } from '../../testing/diagnosis.ts';
import { entityMessage, inlinePayload, rowKeyOf } from '../../testing/execution-history.ts';
import { makeHistoryEvent } from '../../testing/history.ts';
import { at, makePayloadInfo } from '../../testing/instances.ts';
import { eventTypes } from '../event-types.ts';
import { runtimeStatuses } from '../runtime-status.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisFacts, RelatedFacts } from './facts.ts';
import { findingRules } from './finding-rules.ts';

const ids = ['order-1001', 'child', 'holder', '@a@1'];
const anyId = fc.constantFrom(...ids);
const anyTime = fc.option(fc.nat(2000).map(at), { freq: 6 });
const anyText = fc.option(fc.constantFrom('', 'A', 'b', 'WrongName', '\u202e<b>', '{"ErrorMessage":"x'), {
  freq: 6,
});
const anyNumber = fc.option(fc.integer({ min: -1, max: 5 }), { freq: 6 });
const anyStatus = fc.constantFrom(...runtimeStatuses, 'Unknown' as const);
const payloads = fc.dictionary(
  fc.constantFrom('Input', 'Result', 'Reason', 'FailureDetails'),
  fc.constantFrom('', 'null', 'no').map(inlinePayload),
  { maxKeys: 2 },
);
const anyMessage = fc
  .record({
    kind: fc.constantFrom<EntityMessage['kind']>('call', 'signal', 'lock', 'release', 'response'),
    requestId: fc.option(fc.constantFrom('1', '2')),
    lockSet: fc.array(anyId, { maxLength: 2 }),
    isError: fc.boolean(),
  })
  .map(entityMessage);

const plain = makeHistoryEvent();
const anyEvents: fc.Arbitrary<HistoryEvent[]> = fc
  .array(
    fc.record({
      eventType: fc.constantFrom(...eventTypes, 'Teleported'),
      rewoundType: fc.option(fc.constantFrom('ExecutionCompleted', 'TaskScheduled', 'TaskFailed'), {
        freq: 1,
      }),
      eventId: anyNumber,
      taskScheduledId: anyNumber,
      timerId: anyNumber,
      name: anyText,
      timestamp: anyTime,
      fireAt: anyTime,
      instanceId: fc.option(anyId),
      orchestrationStatus: fc.option(fc.constantFrom('Completed', 'Failed', 'ContinuedAsNew', '?')),
      entityMessage: fc.option(anyMessage),
      payloads,
    }),
    { maxLength: 25 },
  )
  .map((rows) => rows.map((row, i) => ({ ...plain, ...row, ordinal: i, rowKey: rowKeyOf(i) })));

const anyRow = fc.record({
  instanceId: anyId,
  runtimeStatus: anyStatus,
  createdAt: anyTime,
  lastUpdatedAt: anyTime,
  completedAt: anyTime,
  scheduledStartAt: anyTime,
  executionId: fc.option(fc.constantFrom('x', 'y')),
  name: anyText,
  output: fc.option(fc.constant(makePayloadInfo({ preview: 'why' }))),
});

const anyQueue: fc.Arbitrary<DiagnosisFacts['controlQueue']> = fc.option(
  fc.record({
    queue: fc.constant('testhub-control-00'),
    depth: fc.nat(3),
    messages: fc.array(
      fc
        .record({ eventType: fc.constantFrom(...eventTypes), name: anyText, dequeueCount: fc.nat(20) })
        .map(makeQueuedMessage),
      { maxLength: 3 },
    ),
  }),
);

type Overrides = NonNullable<Parameters<typeof makeDiagnosisFacts>[0]>;
const anyOverrides = fc.record({
  now: fc.nat(2000).map(at),
  instance: anyRow,
  events: anyEvents,
  history: fc.option(
    fc.record({
      executionId: fc.option(fc.constantFrom('x', 'y')),
      isCheckpointComplete: fc.option(fc.boolean()),
    }),
  ),
  controlQueue: anyQueue,
  workItems: anyQueue,
  usualDurations: fc.constantFrom(new Map(), new Map([['A', { runs: 30, p50Ms: 1, p99Ms: 2 }]])),
  everRan: fc.constantFrom(new Map<string, boolean>(), new Map([['A', false]])),
  eventNamesOfOthers: fc.option(fc.constant(['A'])),
  locks: fc
    .array(fc.tuple(anyId, fc.option(anyId)), { maxLength: 3 })
    .map((locks) => new Map(locks.map(([id, heldBy]) => [id, makeLock(id, { heldBy })]))),
  related: fc
    .array(
      fc.record({ id: anyId, runtimeStatus: anyStatus, isGone: fc.boolean(), waitsFor: fc.array(anyId) }),
    )
    .map((all) => new Map(all.map(({ id, ...related }) => [id, makeRelated(id, related)]))),
  missingPayloads: fc.array(fc.record({ rowKey: anyText, what: fc.constant('Input') }), { maxLength: 1 }),
  unread: fc.subarray<DiagnosisFacts['unread'][number]>(['history', 'end-of-history', 'queues', 'messages']),
});

/** Others have findings as well, which may be about anybody. */
function withFindings(overrides: Overrides, others: readonly Overrides[]): Overrides {
  const related = new Map<string, RelatedFacts>(overrides.related);
  others.forEach((other, i) => {
    const id = ids[i] ?? '';
    const findings = diagnose(
      makeDiagnosisFacts({ ...other, instance: { ...other.instance, instanceId: id } }),
    );
    related.set(id, { ...(related.get(id) ?? makeRelated(id)), findings });
  });
  return { ...overrides, related };
}

it('finds something that can be told, the weightiest first, or nothing, whatever row and history hold', () => {
  const severities = ['broken', 'delayed', 'normal', 'advice'];
  fc.assert(
    fc.property(anyOverrides, fc.array(anyOverrides, { maxLength: 3 }), (overrides, others) => {
      const findings = diagnose(makeDiagnosisFacts(withFindings(overrides, others)));
      for (const each of findings) {
        expect(finding.safeParse(each).error).toBeUndefined();
        expect(each.sentence.length).toBeGreaterThan(0);
        expect(findingRules).toContain(each.rule);
      }
      const order = findings.map(({ severity }) => severities.indexOf(severity));
      expect(order).toEqual([...order].sort((one, other) => one - other));
    }),
    { numRuns: 3000 },
  );
}, 30_000);
