import { queuedMessage, type QueuedMessage } from '../contract/backlog.ts';
import type { HistoryEvent } from '../contract/history.ts';
import type { InstanceDetail } from '../contract/instance-detail.ts';
import type { DiagnosisFacts, LockFacts, RelatedFacts } from '../domain/diagnosis/facts.ts';
import { buildExecution } from '../domain/execution/build-execution.ts';
import { waitsOf } from '../domain/execution/waits-of.ts';
import { makeBacklog } from './backlog.ts';
import { at, makeInstanceDetail } from './instances.ts';

interface FactsOverrides extends Partial<Omit<DiagnosisFacts, 'instance' | 'model' | 'waits'>> {
  readonly instance?: Partial<InstanceDetail>;
  /** Model and waits follow from them. */
  readonly events?: readonly HistoryEvent[];
  readonly waits?: DiagnosisFacts['waits'];
}

/** A running instance, ten minutes after the test epoch, in a hub whose only partition is quiet and owned. */
export function makeDiagnosisFacts({
  instance: row = {},
  events = [],
  waits,
  ...overrides
}: FactsOverrides = {}): DiagnosisFacts {
  const instance = makeInstanceDetail(row);
  const model = buildExecution(events);
  const isEntity = instance.kind === 'entity';
  return {
    now: at(600),
    instance,
    model,
    history: { executionId: instance.executionId, isCheckpointComplete: true },
    waits: waits ?? waitsOf(model, { ...instance, isEntity }),
    backlog: makeBacklog({ readAt: at(600) }),
    controlQueue: { queue: 'testhub-control-00', depth: 0, messages: [] },
    workItems: { queue: 'testhub-workitems', depth: 0, messages: [] },
    leaseMoves: [],
    usualDurations: new Map(),
    everRan: new Map(),
    awaitedEvents: [],
    eventNamesOfOthers: null,
    eventSenders: [],
    suspendedBy: null,
    locks: new Map(),
    related: new Map(),
    missingPayloads: [],
    unread: [],
    ...overrides,
  };
}

/** An event for the instance of `makeInstanceDetail`, visible since the test epoch and never taken. */
export function makeQueuedMessage(overrides: Partial<QueuedMessage> = {}): QueuedMessage {
  return queuedMessage.parse({
    messageId: 'message-1',
    insertedAt: at(0),
    dequeueCount: 0,
    encoding: 'base64',
    sizeBytes: 300,
    eventType: 'EventRaised',
    instanceId: 'order-1001',
    executionId: null,
    name: 'Approve',
    eventAt: at(0),
    dueAt: null,
    blobName: null,
    problems: [],
    ...overrides,
  } satisfies QueuedMessage);
}

interface RelatedOverrides extends Partial<Omit<RelatedFacts, 'instance'>> {
  readonly runtimeStatus?: string;
  readonly lastUpdatedAt?: string | null;
}

/** A running instance of which nothing is found out, unless told otherwise. */
export function makeRelated(
  instanceId: string,
  { runtimeStatus = 'Running', lastUpdatedAt = at(2), ...overrides }: RelatedOverrides = {},
): RelatedFacts {
  return {
    instance: { instanceId, name: 'Ship', runtimeStatus, lastUpdatedAt },
    findings: [],
    isCycle: false,
    isGone: false,
    waitsFor: [],
    ...overrides,
  };
}

/** An entity that nobody has locked, unless told otherwise. */
export function makeLock(entityId: string, overrides: Partial<LockFacts> = {}): LockFacts {
  return { entityId, heldBy: null, queueSize: 0, heldSince: null, ...overrides };
}
