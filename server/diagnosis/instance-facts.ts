import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import type { DiagnosisFacts, LockFacts } from '../../shared/domain/diagnosis/facts.ts';
import { eventsWithEffect } from '../../shared/domain/diagnosis/events-without-effect.ts';
import { waitsOf } from '../../shared/domain/execution/waits-of.ts';
import type { Wait } from '../../shared/domain/execution/wait.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import type { QueueReading } from '../task-hub/queue-watch.ts';
import { eventCandidates } from './awaited-events.ts';
import { awaitedEntities, readLock } from './entity-locks.ts';
import { findEventSenders } from './event-senders.ts';
import { activitiesThatRan, didOrchestratorRun, usualDurations } from './function-facts.ts';
import type { InstanceHistory } from './instance-history.ts';
import { findMissingPayloads } from './missing-payloads.ts';
import { queueFactsOf } from './queue-facts.ts';
import type { ReadingProblems } from './reading-problems.ts';
import { sharedSiblings, type Sibling } from './sibling-histories.ts';

/** What all parts of one diagnosis read from. */
export interface DiagnosisReader {
  readonly open: OpenHub;
  /** Tells who suspended an instance; `null` = nobody is asked. */
  readonly audit: AuditLog | null;
  readonly problems: ReadingProblems;
  readonly queues: Promise<QueueReading | null>;
}

/** Orchestrators that the index is asked about. */
const maxNames = 10;

type SingleFacts = Omit<DiagnosisFacts, 'related'>;
type Lock = Omit<LockFacts, 'heldSince'>;

function waitsFrom(instance: InstanceDetail, { model, unread }: InstanceHistory): readonly Wait[] {
  return unread === null ? waitsOf(model, { ...instance, isEntity: instance.kind === 'entity' }) : [];
}

async function readSiblingsFor(
  { open, problems }: DiagnosisReader,
  { name, instanceId }: InstanceDetail,
  waits: readonly Wait[],
): Promise<readonly Sibling[] | null> {
  const isAsked = waits.some(({ kind }) => kind === 'activity' || kind === 'external-event');
  if (!isAsked || name === null) return null;
  return problems.orElse(
    sharedSiblings(open, { name, instanceId }),
    null,
    `Other instances of ${name} cannot be read`,
  );
}

async function readLocks(
  { open, problems }: DiagnosisReader,
  instance: InstanceDetail,
  { model }: InstanceHistory,
  waits: readonly Wait[],
): Promise<readonly Lock[]> {
  const ids = instance.kind === 'entity' ? [instance.instanceId] : awaitedEntities(model, waits);
  const read = ids.map((id) => problems.orElse(readLock(open, id), null, `The entity ${id} cannot be read`));
  return (await Promise.all(read)).flatMap((lock) => lock ?? []);
}

async function findSuspender(
  { open, audit, problems }: DiagnosisReader,
  instanceId: string,
  waits: readonly Wait[],
): Promise<DiagnosisFacts['suspendedBy']> {
  if (audit === null || !waits.some(({ kind }) => kind === 'resume')) return null;
  const query = { instanceId, command: 'suspend', result: 'accepted', limit: 1 } as const;
  const what = 'The audit log cannot be read';
  const page = await problems.orElse(audit.search(open.key, query), null, what);
  const entry = page?.entries[0];
  return entry === undefined ? null : { actor: entry.user.name, at: entry.at };
}

/** Of itself while it has not begun, and of the children that it waits for, which may not have. */
function startedNames({ name }: InstanceDetail, waits: readonly Wait[]): string[] {
  const isStarting = waits.some(({ kind }) => kind === 'start');
  const names = [
    isStarting ? name : null,
    ...waits.map((wait) => (wait.kind === 'sub-orchestration' ? wait.name : null)),
  ];
  return [...new Set(names)].flatMap((each) => each ?? []).slice(0, maxNames);
}

async function didStart(
  { open, problems }: DiagnosisReader,
  instance: InstanceDetail,
  waits: readonly Wait[],
): Promise<DiagnosisFacts['everRan']> {
  const asked = startedNames(instance, waits).map((name) =>
    problems.orElse(didOrchestratorRun(open, { name }), new Map(), 'The index cannot be asked'),
  );
  return new Map((await Promise.all(asked)).flatMap((ran) => [...ran]));
}

async function readSenders(
  { open, problems }: DiagnosisReader,
  siblings: readonly Sibling[] | null,
  waits: readonly Wait[],
): Promise<DiagnosisFacts['eventSenders']> {
  if (siblings === null || !waits.some(({ kind }) => kind === 'external-event')) return [];
  const what = 'Parents of other instances cannot be read';
  return problems.orElse(findEventSenders(open, siblings), [], what);
}

function eventFacts(
  instance: InstanceDetail,
  { model }: InstanceHistory,
  messages: DiagnosisFacts['controlQueue'],
  siblings: readonly Sibling[] | null,
): Pick<DiagnosisFacts, 'awaitedEvents' | 'eventNamesOfOthers'> {
  const names = siblings?.flatMap((sibling) => eventsWithEffect(sibling.model).map(({ name }) => name));
  const clues = { model, messages: messages?.messages ?? [], siblings: siblings ?? [] };
  return {
    awaitedEvents: eventCandidates(instance, clues),
    eventNamesOfOthers: names === undefined ? null : [...new Set(names)],
  };
}

/** Everything about the instance itself; whatever cannot be read is missing, and said among the problems. */
export async function readInstanceFacts(
  reader: DiagnosisReader,
  instance: InstanceDetail,
  historyRead: Promise<InstanceHistory>,
): Promise<SingleFacts> {
  const { open, problems } = reader;
  const { instanceId } = instance;
  const [history, reading] = await Promise.all([historyRead, reader.queues]);
  const { model, events } = history;
  const waits = waitsFrom(instance, history);
  const [siblings, locks, suspendedBy, started, missingPayloads] = await Promise.all([
    readSiblingsFor(reader, instance, waits),
    readLocks(reader, instance, history, waits),
    findSuspender(reader, instanceId, waits),
    didStart(reader, instance, waits),
    problems.orElse(findMissingPayloads(open, instance, events), [], 'Large payloads cannot be looked for'),
  ]);
  const queueFacts = queueFactsOf(open, reading, instance);
  const clues = { model, waits, siblings };
  return {
    ...queueFacts,
    unread: [...queueFacts.unread, ...(history.unread === null ? [] : [history.unread])],
    instance,
    model,
    history: history.facts,
    waits,
    usualDurations: usualDurations(open, clues),
    everRan: new Map([...started, ...activitiesThatRan(open, clues)]),
    ...eventFacts(instance, history, queueFacts.controlQueue, siblings),
    eventSenders: await readSenders(reader, siblings, waits),
    suspendedBy,
    locks: new Map(locks.map((lock) => [lock.entityId, { ...lock, heldSince: null }])),
    missingPayloads,
  };
}
