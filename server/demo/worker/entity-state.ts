import { requestFromJson, requestToJson, type EntityRequest } from './entity-request.ts';
import { isRecord, textOf } from './json-record.ts';
import { MessageSorter } from './message-sorter.ts';

/** What an entity carries from one batch to the next: its state and the requests that wait. */
export interface EntityState {
  /** JSON text; `null` = the entity does not exist. */
  state: string | null;
  queue: EntityRequest[];
  lockedBy: string | null;
  isSuspended: boolean;
  readonly sorter: MessageSorter;
}

/** Throws when the text is no entity state. */
export function readEntityState(text: string | null): EntityState {
  if (text === null) {
    return { state: null, queue: [], lockedBy: null, isSuspended: false, sorter: new MessageSorter() };
  }
  const json: unknown = JSON.parse(text);
  if (!isRecord(json)) throw new TypeError('an entity state that is no object');
  return {
    state: textOf(json, 'state'),
    queue: Array.isArray(json.queue) ? json.queue.map((request) => requestFromJson(request)) : [],
    lockedBy: textOf(json, 'lockedBy'),
    isSuspended: json.suspended === true,
    sorter: MessageSorter.fromJson(json.sorter),
  };
}

export function entityStateText(entity: EntityState): string {
  return JSON.stringify({
    ...(entity.state === null ? {} : { state: entity.state }),
    ...(entity.queue.length === 0 ? {} : { queue: entity.queue.map(requestToJson) }),
    ...(entity.lockedBy === null ? {} : { lockedBy: entity.lockedBy }),
    ...(entity.isSuspended ? { suspended: true } : {}),
    sorter: entity.sorter.toJson(),
  });
}

/** The summary that lists can show without reading the state. */
export function entitySummaryText(entity: EntityState): string {
  return JSON.stringify({
    ...(entity.state === null ? {} : { entityExists: true }),
    ...(entity.queue.length === 0 ? {} : { queueSize: entity.queue.length }),
    ...(entity.lockedBy === null ? {} : { lockedBy: entity.lockedBy }),
  });
}
