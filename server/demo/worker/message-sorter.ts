import { entityTicks, minutesBefore, noTime, oneTickAfter, type EntityTime } from './entity-time.ts';
import { requestFromJson, requestToJson, type EntityRequest } from './entity-request.ts';
import { isRecord, textOf, type JsonRecord } from './json-record.ts';

/** Messages older than this are neither ordered nor recognised as duplicates. */
const reorderWindowMinutes = 30;
const minCollectionTicks = 10n * 10_000_000n;
const windowTicks = BigInt(reorderWindowMinutes) * 600_000_000n;

interface ReceiveBuffer {
  last: EntityTime;
  executionId: string | null;
  buffered: EntityRequest[];
}

function isDue(horizon: EntityTime, now: EntityTime): boolean {
  return entityTicks(horizon) + windowTicks + minCollectionTicks < entityTicks(now);
}

/** Keeps the messages between two instances in the order they were sent, and drops repeated ones. */
export class MessageSorter {
  readonly #lastSent = new Map<string, EntityTime>();
  readonly #received = new Map<string, ReceiveBuffer>();
  #receiveHorizon = noTime;
  #sendHorizon = noTime;

  label(request: EntityRequest, target: string, now: EntityTime): EntityRequest {
    if (isDue(this.#sendHorizon, now)) this.#forgetOldTargets(now);
    const last = this.#lastSent.get(target);
    const isBehind = last !== undefined && entityTicks(now) <= entityTicks(last);
    const timestamp = isBehind ? oneTickAfter(last) : now;
    this.#lastSent.set(target, timestamp);
    return { ...request, timestamp, predecessor: last ?? request.predecessor };
  }

  /** The requests that can be processed now, this one or earlier ones that waited for it among them. */
  receive(request: EntityRequest): EntityRequest[] {
    if (request.parent === null || request.position > 0) return [request];
    const ready: EntityRequest[] = [];
    if (isDue(this.#receiveHorizon, request.timestamp)) ready.push(...this.#advance(request.timestamp));
    if (this.#isBeforeHorizon(request.timestamp)) return [...ready, request];
    const buffer = this.#bufferFor(request.parent, request.parentExecution, ready);
    if (entityTicks(request.timestamp) <= entityTicks(buffer.last)) return ready;
    const waits = entityTicks(request.predecessor) > entityTicks(buffer.last);
    if (waits && !this.#isBeforeHorizon(request.predecessor)) {
      buffer.buffered.push(request);
      buffer.buffered.sort((a, b) => (entityTicks(a.timestamp) < entityTicks(b.timestamp) ? -1 : 1));
      return ready;
    }
    ready.push(request);
    buffer.last = request.timestamp;
    return [...ready, ...this.#deliverable(buffer)];
  }

  toJson(): JsonRecord {
    const buffers = [...this.#received].map(([id, buffer]) => [id, bufferToJson(buffer)] as const);
    return {
      ...(this.#lastSent.size === 0 ? {} : { LastSentToInstance: Object.fromEntries(this.#lastSent) }),
      ...(buffers.length === 0 ? {} : { ReceivedFromInstance: Object.fromEntries(buffers) }),
      ...(this.#receiveHorizon === noTime ? {} : { ReceiveHorizon: this.#receiveHorizon }),
      ...(this.#sendHorizon === noTime ? {} : { SendHorizon: this.#sendHorizon }),
    };
  }

  static fromJson(json: unknown): MessageSorter {
    const sorter = new MessageSorter();
    if (!isRecord(json)) return sorter;
    sorter.#receiveHorizon = textOf(json, 'ReceiveHorizon') ?? noTime;
    sorter.#sendHorizon = textOf(json, 'SendHorizon') ?? noTime;
    for (const [id, time] of entriesOf(json.LastSentToInstance)) {
      if (typeof time === 'string') sorter.#lastSent.set(id, time);
    }
    for (const [id, buffer] of entriesOf(json.ReceivedFromInstance)) {
      if (isRecord(buffer)) sorter.#received.set(id, bufferFromJson(buffer));
    }
    return sorter;
  }

  #isBeforeHorizon(time: EntityTime): boolean {
    return entityTicks(time) < entityTicks(this.#receiveHorizon);
  }

  #forgetOldTargets(now: EntityTime): void {
    this.#sendHorizon = minutesBefore(now, reorderWindowMinutes);
    const horizon = entityTicks(this.#sendHorizon);
    for (const [id, last] of this.#lastSent) if (entityTicks(last) < horizon) this.#lastSent.delete(id);
  }

  #advance(now: EntityTime): EntityRequest[] {
    this.#receiveHorizon = minutesBefore(now, reorderWindowMinutes);
    const ready: EntityRequest[] = [];
    for (const [id, buffer] of this.#received) {
      if (this.#isBeforeHorizon(buffer.last)) buffer.last = noTime;
      ready.push(...this.#deliverable(buffer));
      if (buffer.last === noTime && buffer.buffered.length === 0) this.#received.delete(id);
    }
    return ready;
  }

  #bufferFor(parent: string, executionId: string | null, ready: EntityRequest[]): ReceiveBuffer {
    const existing = this.#received.get(parent);
    if (existing === undefined) {
      const buffer = { last: noTime, executionId, buffered: [] };
      this.#received.set(parent, buffer);
      return buffer;
    }
    if (existing.executionId !== executionId) {
      ready.push(...existing.buffered);
      Object.assign(existing, { last: noTime, executionId, buffered: [] });
    }
    return existing;
  }

  #deliverable(buffer: ReceiveBuffer): EntityRequest[] {
    const ready: EntityRequest[] = [];
    for (;;) {
      const next = buffer.buffered[0];
      if (next === undefined) return ready;
      const isNext = entityTicks(next.predecessor) <= entityTicks(buffer.last);
      if (!isNext && !this.#isBeforeHorizon(next.predecessor)) return ready;
      buffer.buffered.shift();
      buffer.last = next.timestamp;
      ready.push(next);
    }
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

function bufferToJson(buffer: ReceiveBuffer): JsonRecord {
  const buffered = buffer.buffered.map((request) => [request.timestamp, requestToJson(request)] as const);
  return {
    Last: buffer.last,
    ...(buffer.executionId === null ? {} : { ExecutionId: buffer.executionId }),
    ...(buffered.length === 0 ? {} : { Buffered: Object.fromEntries(buffered) }),
  };
}

function bufferFromJson(json: JsonRecord): ReceiveBuffer {
  return {
    last: textOf(json, 'Last') ?? noTime,
    executionId: textOf(json, 'ExecutionId'),
    buffered: entriesOf(json.Buffered).map(([, request]) => requestFromJson(request)),
  };
}
