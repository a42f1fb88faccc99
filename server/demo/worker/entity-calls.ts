import { createHash } from 'node:crypto';
import { toShortIso, type Instant } from '../../../shared/domain/instant.ts';
import {
  operationEventName,
  scheduledEventName,
} from '../../providers/azure-storage/format/visibility-delay.ts';
import { TaskFailure, type EntityRef } from './definitions.ts';
import {
  entityId,
  newRequest,
  releaseEventName,
  requestToJson,
  responseFromText,
  type EntityRequest,
} from './entity-request.ts';
import type { HistoryEvent, InstanceKey } from './history-event.ts';
import { fromJsonText, toJsonText } from './json-record.ts';
import { MessageSorter } from './message-sorter.ts';
import type { ActionLog } from './replay-actions.ts';
import { ReplayTask } from './replay-task.ts';

function isBefore(a: EntityRef, b: EntityRef): boolean {
  return a.name === b.name ? a.key < b.key : a.name < b.name;
}

/** All orchestrations lock in the same order, so that none waits for another in a circle. */
function lockOrder(entities: readonly EntityRef[]): EntityRef[] {
  const unique = new Map(entities.map((entity) => [entityId(entity), entity]));
  return [...unique.values()]
    .map(({ name, key }) => ({ name: name.toLowerCase(), key }))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** An orchestration's traffic with entities: requests out, answers in, the locks it holds. */
export class EntityCalls {
  readonly #sorter = new MessageSorter();
  readonly #waiting = new Map<string, (event: HistoryEvent) => void>();
  #requests = 0;
  #lock: { readonly id: string; readonly entities: readonly EntityRef[] } | null = null;

  constructor(
    private readonly self: InstanceKey,
    private readonly log: ActionLog,
  ) {}

  call(entity: EntityRef, operation: string, input: unknown, now: Instant): ReplayTask {
    const request = this.#request({ operation, input: toJsonText(input) });
    const task = new ReplayTask();
    this.#waiting.set(request.id, (event) => {
      const response = responseFromText(event.input ?? null);
      if (response.failure === null) task.resolve(fromJsonText(response.result));
      else task.reject(new TaskFailure('entity', response.failure));
    });
    this.#send(entity, request, now);
    return task;
  }

  signal(
    entity: EntityRef,
    request: { operation: string; input: unknown; due: Instant | null },
    now: Instant,
  ) {
    const { operation, input, due } = request;
    this.#send(entity, this.#request({ operation, input: toJsonText(input), isSignal: true, due }), now);
  }

  lock(entities: readonly EntityRef[], now: Instant): ReplayTask {
    const lockSet = lockOrder(entities);
    const first = lockSet[0];
    if (first === undefined || this.#lock !== null) {
      throw new TypeError('locks are taken once and for at least one entity');
    }
    const request = this.#request({ lockSet });
    const task = new ReplayTask();
    this.#waiting.set(request.id, () => {
      task.resolve(undefined);
    });
    this.#lock = { id: request.id, entities: lockSet };
    this.#send(first, request, now);
    return task;
  }

  release(): void {
    if (this.#lock === null) return;
    const input = JSON.stringify({ parent: this.self.instanceId, id: this.#lock.id });
    for (const entity of this.#lock.entities) {
      this.log.add({ kind: 'event', instanceId: entityId(entity), name: releaseEventName, input });
    }
    this.#lock = null;
  }

  /** True when the event was the answer to a request of this orchestration. */
  accept(event: HistoryEvent): boolean {
    const id = (event.name ?? '').toLowerCase();
    const listener = this.#waiting.get(id);
    this.#waiting.delete(id);
    listener?.(event);
    return listener !== undefined;
  }

  #request(fields: Partial<EntityRequest>): EntityRequest {
    return newRequest({
      id: this.#nextGuid(),
      parent: this.self.instanceId,
      parentExecution: this.self.executionId,
      ...fields,
    });
  }

  #send(entity: EntityRef, request: EntityRequest, now: Instant): void {
    const instanceId = entityId(entity);
    const isScheduled = request.due !== null;
    const sent = isScheduled ? request : this.#sorter.label(request, instanceId, toShortIso(now));
    const name = request.due === null ? operationEventName : scheduledEventName(request.due, now);
    this.log.add({ kind: 'event', instanceId, name, input: JSON.stringify(requestToJson(sent)) });
  }

  /** The same on every replay: derived from the execution and a counter. */
  #nextGuid(): string {
    const seed = `${this.self.instanceId}|${this.self.executionId ?? ''}|${this.#requests++}`;
    const hex = createHash('sha256').update(seed).digest('hex');
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20, 32),
    ];
    return parts.join('-');
  }
}
