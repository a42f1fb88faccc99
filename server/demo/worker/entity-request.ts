import { toInstant, toShortIso, type Instant } from '../../../shared/domain/instant.ts';
import { operationEventName } from '../../providers/azure-storage/format/visibility-delay.ts';
import type { EntityRef } from './definitions.ts';
import { noTime, type EntityTime } from './entity-time.ts';
import { failureFromJson, failureToJson, type FailureDetails } from './failure-details.ts';
import { isRecord, numberOf, textOf, type JsonRecord } from './json-record.ts';

/** An operation or lock request on its way to an entity. */
export interface EntityRequest {
  /** `null` for lock requests. */
  readonly operation: string | null;
  readonly isSignal: boolean;
  /** JSON text. */
  readonly input: string | null;
  readonly id: string;
  /** `null` from clients. */
  readonly parent: string | null;
  readonly parentExecution: string | null;
  readonly due: Instant | null;
  readonly timestamp: EntityTime;
  readonly predecessor: EntityTime;
  readonly lockSet: readonly EntityRef[] | null;
  /** Which entity of the lock set it has got to. */
  readonly position: number;
}

export interface EntityResponse {
  readonly result: string | null;
  readonly failure: FailureDetails | null;
}

export const releaseEventName = 'release';
/** What the engine puts into the answer to a granted lock request. */
export const lockGranted = 'Lock Acquisition Completed';

export function isRequestEvent(name: string): boolean {
  return name === operationEventName || name.startsWith(`${operationEventName}@`);
}

export function newRequest(fields: Partial<EntityRequest> & { id: string }): EntityRequest {
  return {
    operation: null,
    isSignal: false,
    input: null,
    parent: null,
    parentExecution: null,
    due: null,
    timestamp: noTime,
    predecessor: noTime,
    lockSet: null,
    position: 0,
    ...fields,
  };
}

export function requestToJson(request: EntityRequest): JsonRecord {
  return {
    op: request.operation,
    ...(request.isSignal ? { signal: true } : {}),
    ...(request.input === null ? {} : { input: request.input }),
    id: request.id,
    ...(request.parent === null ? {} : { parent: request.parent }),
    ...(request.parentExecution === null ? {} : { parentExecution: request.parentExecution }),
    ...(request.due === null ? {} : { due: toShortIso(request.due) }),
    Timestamp: request.timestamp,
    Predecessor: request.predecessor,
    ...(request.lockSet === null ? {} : { lockset: request.lockSet }),
    ...(request.position === 0 ? {} : { pos: request.position }),
    IsLockRequest: request.lockSet !== null,
    createTrace: false,
  };
}

function lockSetOf(value: unknown): EntityRef[] | null {
  if (!Array.isArray(value)) return null;
  return value
    .filter(isRecord)
    .map((ref) => ({ name: textOf(ref, 'name') ?? '', key: textOf(ref, 'key') ?? '' }));
}

/** Throws when it is not a request. */
export function requestFromJson(json: unknown): EntityRequest {
  const id = isRecord(json) ? textOf(json, 'id') : null;
  if (!isRecord(json) || id === null) throw new TypeError('an entity request without an id');
  return {
    operation: textOf(json, 'op'),
    isSignal: json.signal === true,
    input: textOf(json, 'input'),
    id,
    parent: textOf(json, 'parent'),
    parentExecution: textOf(json, 'parentExecution'),
    due: toInstant(json.due),
    timestamp: textOf(json, 'Timestamp') ?? noTime,
    predecessor: textOf(json, 'Predecessor') ?? noTime,
    lockSet: lockSetOf(json.lockset),
    position: numberOf(json, 'pos') ?? 0,
  };
}

export function responseToJson(response: EntityResponse): JsonRecord {
  return {
    result: response.result,
    ...(response.failure === null
      ? {}
      : {
          exceptionType: response.failure.errorMessage,
          failureDetails: failureToJson(response.failure, false),
        }),
  };
}

export function responseFromText(text: string | null): EntityResponse {
  const json: unknown = text === null ? null : JSON.parse(text);
  if (!isRecord(json)) return { result: null, failure: null };
  const error = textOf(json, 'exceptionType');
  const failure =
    failureFromJson(json.failureDetails) ??
    (error === null ? null : failureFromJson({ ErrorType: 'EntityError', ErrorMessage: error }));
  return { result: textOf(json, 'result'), failure };
}

export function entityId(ref: EntityRef): string {
  return `@${ref.name.toLowerCase()}@${ref.key}`;
}

/** The key may contain `@`; the name may not. */
export function entityRefOf(instanceId: string): EntityRef {
  const split = instanceId.indexOf('@', 1);
  return { name: instanceId.slice(1, split), key: instanceId.slice(split + 1) };
}
