import { elapsedMs, toShortIso } from '../../../shared/domain/instant.ts';
import {
  operationEventName,
  scheduledEventName,
} from '../../providers/azure-storage/format/visibility-delay.ts';
import type { Entity, EntityContext, EntityRef } from './definitions.ts';
import {
  entityId,
  entityRefOf,
  isRequestEvent,
  lockGranted,
  newRequest,
  releaseEventName,
  requestFromJson,
  requestToJson,
  responseToJson,
  type EntityRequest,
  type EntityResponse,
} from './entity-request.ts';
import { entityStateText, entitySummaryText, readEntityState, type EntityState } from './entity-state.ts';
import { failureFromError } from './failure-details.ts';
import { newEvent, type HistoryEvent, type InstanceKey } from './history-event.ts';
import { fromJsonText, isRecord, textOf, toJsonText } from './json-record.ts';
import type { OutgoingMessage } from './message-sender.ts';
import { newExecutionId, type Turn, type TurnSource } from './orchestration-turn.ts';

/** Scheduled requests that arrive earlier than this are sent round again. */
const earlyToleranceMs = 100;

interface EntityTurnRequest {
  readonly instanceId: string;
  readonly entity: Entity;
  /** Scheduler state as the last batch left it; `null` for a first batch. */
  readonly stateText: string | null;
  readonly arrived: readonly HistoryEvent[];
  readonly source: TurnSource;
}

interface Batch {
  readonly self: string;
  readonly entity: Entity;
  readonly scheduler: EntityState;
  readonly source: TurnSource;
  readonly outgoing: OutgoingMessage[];
}

function send(batch: Batch, target: InstanceKey, name: string, content: unknown): void {
  const event = newEvent('EventRaised', batch.source.now(), { name, input: JSON.stringify(content) });
  batch.outgoing.push({ event, target });
}

function receiveRequest(batch: Batch, request: EntityRequest): EntityRequest[] {
  if (request.due === null) return batch.scheduler.sorter.receive(request);
  const now = batch.source.now();
  if (elapsedMs(now, request.due) <= earlyToleranceMs) return [request];
  const self = { instanceId: batch.self, executionId: null };
  send(batch, self, scheduledEventName(request.due, now), requestToJson(request));
  return [];
}

function receiveRelease(scheduler: EntityState, text: string | null): void {
  const message = fromJsonText(text);
  const owner = isRecord(message) ? textOf(message, 'parent') : null;
  if (owner !== null && scheduler.lockedBy === owner) scheduler.lockedBy = null;
}

/** Sorts what arrived into the queue; whoever holds the lock goes to the front. */
function receive(batch: Batch, arrived: readonly HistoryEvent[]): void {
  const { scheduler } = batch;
  const fromLockHolder: EntityRequest[] = [];
  for (const event of arrived) {
    const name = event.name ?? '';
    if (isRequestEvent(name)) {
      for (const request of receiveRequest(batch, requestFromJson(fromJsonText(event.input)))) {
        const isHolder = scheduler.lockedBy !== null && scheduler.lockedBy === request.parent;
        (isHolder ? fromLockHolder : scheduler.queue).push(request);
      }
    } else if (name === releaseEventName) {
      receiveRelease(scheduler, event.input ?? null);
    } else {
      scheduler.isSuspended = false;
    }
  }
  scheduler.queue = [...fromLockHolder, ...scheduler.queue];
}

interface Signal {
  readonly target: EntityRef;
  readonly operation: string;
  readonly input: string | null;
}

/** Runs one operation on the state; a failure leaves state and outside world as they were. */
function execute(batch: Batch, request: EntityRequest): EntityResponse {
  const operation = batch.entity[request.operation ?? ''];
  const signals: Signal[] = [];
  const context: EntityContext = {
    key: entityRefOf(batch.self).key,
    state: fromJsonText(batch.scheduler.state),
    signalEntity: (target, name, input) => {
      signals.push({ target, operation: name, input: toJsonText(input) });
    },
  };
  try {
    if (operation === undefined)
      throw new TypeError(`The entity has no operation '${request.operation ?? ''}'.`);
    const result = toJsonText(operation(context, fromJsonText(request.input)));
    batch.scheduler.state = toJsonText(context.state);
    for (const signal of signals) sendSignal(batch, signal);
    return { result, failure: null };
  } catch (error) {
    return { result: null, failure: failureFromError(error) };
  }
}

function sendSignal(batch: Batch, signal: Signal): void {
  const instanceId = entityId(signal.target);
  const { operation, input } = signal;
  const request = newRequest({
    id: batch.source.newGuid(),
    parent: batch.self,
    isSignal: true,
    operation,
    input,
  });
  const labelled = batch.scheduler.sorter.label(request, instanceId, toShortIso(batch.source.now()));
  send(batch, { instanceId, executionId: null }, operationEventName, requestToJson(labelled));
}

function answer(batch: Batch, request: EntityRequest, response: EntityResponse): void {
  if (request.parent === null) return;
  const target = { instanceId: request.parent, executionId: request.parentExecution };
  send(batch, target, request.id, responseToJson(response));
}

/** Grants the lock and sends the request on to the next entity of the set, or back when it was the last. */
function grantLock(batch: Batch, request: EntityRequest, lockSet: readonly EntityRef[]): void {
  batch.scheduler.lockedBy = request.parent;
  const position = request.position + 1;
  const next = lockSet[position];
  if (next === undefined) {
    answer(batch, request, { result: lockGranted, failure: null });
    return;
  }
  const instanceId = entityId(next);
  const now = toShortIso(batch.source.now());
  const labelled = batch.scheduler.sorter.label({ ...request, position }, instanceId, now);
  send(batch, { instanceId, executionId: null }, operationEventName, requestToJson(labelled));
}

function mayTake({ queue, lockedBy, isSuspended }: EntityState): boolean {
  const next = queue[0];
  return next !== undefined && !isSuspended && (lockedBy === null || lockedBy === next.parent);
}

function processQueue(batch: Batch): void {
  const { scheduler } = batch;
  while (mayTake(scheduler)) {
    const request = scheduler.queue.shift();
    if (request === undefined) return;
    if (request.lockSet !== null) {
      grantLock(batch, request, request.lockSet);
      return;
    }
    const response = execute(batch, request);
    if (!request.isSignal) answer(batch, request, response);
  }
}

/** One batch of an entity. Every batch is a new execution, and only the last one stays in the history. */
export function runEntityTurn(request: EntityTurnRequest): Turn {
  const { instanceId, source } = request;
  const scheduler = readEntityState(request.stateText);
  const batch: Batch = { self: instanceId, entity: request.entity, scheduler, source, outgoing: [] };
  receive(batch, request.arrived);
  processQueue(batch);
  const instance = { instanceId, executionId: newExecutionId(source) };
  const input = entityStateText(scheduler);
  const started = newEvent('ExecutionStarted', source.now(), {
    instance,
    name: instanceId,
    version: '',
    input,
  });
  return {
    continuesHistory: false,
    instance,
    added: [
      newEvent('OrchestratorStarted', source.now()),
      started,
      newEvent('OrchestratorCompleted', source.now()),
    ],
    outgoing: batch.outgoing,
    customStatus: entitySummaryText(scheduler),
    isCompleted: false,
  };
}
