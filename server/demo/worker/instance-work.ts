import { nowInstant } from '../../clock.ts';
import { checkpoint } from './checkpoint.ts';
import { entityRefOf } from './entity-request.ts';
import { runEntityTurn } from './entity-turn.ts';
import { isEntityId, type HistoryEvent } from './history-event.ts';
import { emptyHistory, eventsOf, type StoredHistory } from './history-store.ts';
import type { HubContext } from './hub-context.ts';
import { instanceColumns, statusOf } from './instance-row.ts';
import { runTurn, type Turn } from './orchestration-turn.ts';
import { bySendingOrder, type QueueMessage } from './queue-message.ts';
import { checkStart, type StartVerdict } from './start-check.ts';

interface Sorted {
  /** Messages of this turn, start first. */
  readonly taken: QueueMessage[];
  readonly dropped: QueueMessage[];
  /** Starts whose row is not there yet. */
  readonly waiting: QueueMessage[];
}

/** Nobody here can run what the instance is made of; its messages come back later. */
class NotRegistered extends Error {
  override readonly name = 'NotRegistered';
}

const finishedStates: ReadonlySet<string | null> = new Set(['Completed', 'Failed', 'Terminated', 'Canceled']);

async function deleteAll(messages: readonly QueueMessage[]): Promise<void> {
  await Promise.all(messages.map((message) => message.delete()));
}

/** Writes the row anew from the history when a crash between the two tables left it behind. */
async function repairRow(context: HubContext, instanceId: string, history: StoredHistory): Promise<void> {
  const row = await context.instances.read(instanceId);
  const status = statusOf(eventsOf(history));
  if (row !== null && row.runtimeStatus === status && row.executionId === history.executionId) return;
  const columns = instanceColumns(history.stored, {
    hub: context.storage.hub,
    containerUrl: context.blobs.containerUrl,
    executionId: history.executionId ?? '',
    now: nowInstant(),
  });
  await context.instances.merge(instanceId, columns);
}

/** Task, timer and child answers count only while their question is in the history. */
function isExpected(event: HistoryEvent, past: readonly HistoryEvent[]): boolean {
  const asked = (types: readonly string[], id: number | null | undefined) =>
    past.some((candidate) => types.includes(candidate.type) && candidate.eventId === id);
  switch (event.type) {
    case 'TaskCompleted':
    case 'TaskFailed':
      return asked(['TaskScheduled'], event.taskScheduledId);
    case 'SubOrchestrationInstanceCompleted':
    case 'SubOrchestrationInstanceFailed':
      return asked(['SubOrchestrationInstanceCreated'], event.taskScheduledId);
    case 'TimerFired':
      return asked(['TimerCreated'], event.timerId);
    default:
      return true;
  }
}

async function sortStarts(context: HubContext, history: StoredHistory, starts: readonly QueueMessage[]) {
  const verdicts = new Map<QueueMessage, StartVerdict>();
  for (const start of starts) verdicts.set(start, await checkStart(context.instances, history, start));
  const having = (verdict: StartVerdict) => starts.filter((start) => verdicts.get(start) === verdict);
  const [start, ...others] = having('run');
  return {
    start: start ?? null,
    hasDuplicate: having('duplicate').length > 0,
    dropped: [...others, ...having('duplicate'), ...having('stale')],
    waiting: having('wait'),
  };
}

/** Which of the others belong to the execution that goes on, or begins. */
function sortOthers(
  others: readonly QueueMessage[],
  executionId: string | null,
  past: readonly HistoryEvent[],
): { taken: QueueMessage[]; dropped: QueueMessage[] } {
  const isTaken = ({ message }: QueueMessage) =>
    (message.target.executionId === null || message.target.executionId === executionId) &&
    isExpected(message.event, past);
  return { taken: others.filter(isTaken), dropped: others.filter((message) => !isTaken(message)) };
}

function arrivedEvents(taken: readonly QueueMessage[]): HistoryEvent[] {
  return taken.map(({ message }) => message.event);
}

function orchestrationTurn(context: HubContext, history: StoredHistory, arrived: HistoryEvent[]): Turn {
  const past = eventsOf(history);
  const name = [...past, ...arrived].find((event) => event.type === 'ExecutionStarted')?.name ?? '';
  const orchestrator = context.registry.orchestrators[name];
  if (orchestrator === undefined) throw new NotRegistered(`no orchestrator is registered as '${name}'`);
  return runTurn({ orchestrator, past, arrived, source: context.source });
}

function entityTurn(
  context: HubContext,
  instanceId: string,
  history: StoredHistory,
  arrived: HistoryEvent[],
): Turn {
  const { name } = entityRefOf(instanceId);
  const entity = context.registry.entities[name];
  if (entity === undefined) throw new NotRegistered(`no entity is registered as '${name}'`);
  const started = history.stored.find(({ event }) => event.type === 'ExecutionStarted');
  const stateText = started?.event.input ?? null;
  return runEntityTurn({ instanceId, entity, stateText, arrived, source: context.source });
}

/** No history and no start: an entity comes to life, a terminate marks the row, the rest has no addressee. */
async function handleUnborn(
  context: HubContext,
  instanceId: string,
  messages: readonly QueueMessage[],
): Promise<void> {
  const terminate = messages.find(({ message }) => message.event.type === 'ExecutionTerminated');
  if (terminate !== undefined) {
    const row = await context.instances.read(instanceId);
    const isStartDue = (row?.scheduledStartAt ?? '') <= nowInstant();
    await context.instances.markTerminated(instanceId, terminate.message.event, isStartDue);
  }
  await deleteAll(messages);
}

async function takeTurn(
  context: HubContext,
  instanceId: string,
  history: StoredHistory,
  sorted: Sorted,
): Promise<void> {
  const arrived = arrivedEvents(sorted.taken);
  if (arrived.length > 0) {
    const turn = isEntityId(instanceId)
      ? entityTurn(context, instanceId, history, arrived)
      : orchestrationTurn(context, history, arrived);
    await checkpoint(context, history, turn);
  }
  await deleteAll([...sorted.taken, ...sorted.dropped]);
  await Promise.all(sorted.waiting.map((message) => message.abandon()));
}

async function work(context: HubContext, instanceId: string, batch: readonly QueueMessage[]): Promise<void> {
  const messages = [...batch].sort(bySendingOrder);
  const isStart = ({ message }: QueueMessage) => message.event.type === 'ExecutionStarted';
  const others = messages.filter((message) => !isStart(message));
  // A rewind changes rows behind the back of the sentinel, and then sends a GenericEvent.
  if (messages.some(({ message }) => message.event.type === 'GenericEvent'))
    context.history.forget(instanceId);
  const history = await context.history.load(instanceId);
  const starts = await sortStarts(context, history, messages.filter(isStart));
  if (starts.hasDuplicate) await repairRow(context, instanceId, history);
  if (starts.start !== null) {
    const { executionId } = starts.start.message.target;
    const fresh: StoredHistory = { ...emptyHistory, etag: history.etag };
    const { taken, dropped } = sortOthers(others, executionId, []);
    const sorted = { ...starts, taken: [starts.start, ...taken], dropped: [...starts.dropped, ...dropped] };
    await takeTurn(context, instanceId, fresh, sorted);
    return;
  }
  const isEntityCall = isEntityId(instanceId) && others[0]?.message.event.type === 'EventRaised';
  if (history.executionId === null && !isEntityCall) {
    if (starts.waiting.length === 0) await handleUnborn(context, instanceId, messages);
    else await Promise.all(messages.map((message) => message.abandon()));
    return;
  }
  const events = eventsOf(history);
  if (finishedStates.has(statusOf(events))) {
    await repairRow(context, instanceId, history);
    await deleteAll(messages.filter((message) => !starts.waiting.includes(message)));
    await Promise.all(starts.waiting.map((message) => message.abandon()));
    return;
  }
  const { taken, dropped } = sortOthers(others, history.executionId, events);
  await takeTurn(context, instanceId, history, {
    ...starts,
    taken,
    dropped: [...starts.dropped, ...dropped],
  });
}

/** Handles the messages of one instance; those that cannot be handled now come back later. */
export async function workOnInstance(
  context: HubContext,
  instanceId: string,
  batch: readonly QueueMessage[],
): Promise<void> {
  try {
    await work(context, instanceId, batch);
  } catch (error) {
    context.history.forget(instanceId);
    context.log(`Instance '${instanceId}' could not be worked on; its messages will come back.`, error);
    await Promise.all(batch.map((message) => message.abandon()));
  }
}
