import { randomUUID } from 'node:crypto';
import type { TableEntity } from '@azure/data-tables';
import type { Instant } from '../../../shared/domain/instant.ts';
import { nowInstant } from '../../clock.ts';
import { entitySignalText } from '../../providers/azure-storage/format/entity-signal.ts';
import { historyBlobName } from '../../providers/azure-storage/format/large-payload.ts';
import { escapePartitionKey } from '../../providers/azure-storage/format/partition-key.ts';
import {
  largeStartValues,
  pendingRow,
  type StartBlobs,
} from '../../providers/azure-storage/format/pending-row.ts';
import type { StartFacts } from '../../providers/azure-storage/format/start-message.ts';
import {
  operationEventName,
  scheduledEventName,
} from '../../providers/azure-storage/format/visibility-delay.ts';
import type { EntityRef } from './definitions.ts';
import { entityId } from './entity-request.ts';
import { newEvent, type EventFields, type HistoryEvent, type Tags } from './history-event.ts';
import { countPartitions, openHubStorage, type HubStorage } from './hub-storage.ts';
import { toJsonText } from './json-record.ts';
import { clientSender, createMessageSender, type MessageSender } from './message-sender.ts';
import { createPayloadBlobs, type PayloadBlobs } from './payload-blobs.ts';
import { isConflict, storageStatus } from './storage-failure.ts';

interface StartOptions {
  readonly instanceId?: string;
  readonly input?: unknown;
  readonly version?: string;
  readonly tags?: Tags;
  readonly scheduledStart?: Instant;
}

export interface HubClient {
  /** Resolves to the instance id. */
  start(name: string, options?: StartOptions): Promise<string>;
  raiseEvent(instanceId: string, name: string, data?: unknown): Promise<void>;
  signalEntity(entity: EntityRef, operation: string, input?: unknown, due?: Instant): Promise<void>;
  terminate(instanceId: string, reason: string): Promise<void>;
  suspend(instanceId: string, reason: string): Promise<void>;
  resume(instanceId: string, reason: string): Promise<void>;
}

interface ExistingRow {
  readonly etag: string;
  readonly generation: number;
}

async function readRow(storage: HubStorage, instanceId: string): Promise<ExistingRow | null> {
  try {
    const row = await storage.instances.getEntity(escapePartitionKey(instanceId), '');
    return { etag: row.etag, generation: typeof row.Generation === 'number' ? row.Generation : 0 };
  } catch (error) {
    if (storageStatus(error) === 404) return null;
    throw error;
  }
}

/** Where the larger values of a start lie; those that the row cannot hold are written here. */
async function startBlobs(
  facts: StartFacts,
  messageUrl: string | null,
  blobs: PayloadBlobs,
): Promise<StartBlobs> {
  const { input, tags } = largeStartValues(facts, messageUrl !== null);
  const write = async (column: 'Input' | 'Tags', text: string | null) => {
    if (text === null) return null;
    const name = historyBlobName(escapePartitionKey(facts.instanceId), '', column, column);
    await blobs.write(name, text);
    return name;
  };
  return {
    messageUrl,
    inputBlobName: await write('Input', input),
    tagsBlobName: await write('Tags', tags),
  };
}

async function writeRow(storage: HubStorage, row: TableEntity, existing: ExistingRow | null): Promise<void> {
  try {
    if (existing === null) await storage.instances.createEntity(row);
    else await storage.instances.updateEntity(row, 'Replace', { etag: existing.etag });
  } catch (error) {
    // Another writer, most likely the worker, is ahead.
    if (!isConflict(error)) throw error;
  }
}

interface Connection {
  readonly storage: HubStorage;
  readonly blobs: PayloadBlobs;
  readonly sender: MessageSender;
}

async function startInstance(
  { storage, blobs, sender }: Connection,
  name: string,
  options: StartOptions,
): Promise<string> {
  const instanceId = options.instanceId ?? randomUUID().replaceAll('-', '');
  const existing = await readRow(storage, instanceId);
  const facts: StartFacts = {
    instanceId,
    executionId: randomUUID().replaceAll('-', ''),
    name,
    version: options.version ?? '',
    input: toJsonText(options.input),
    tags: options.tags ?? null,
    scheduledAt: options.scheduledStart ?? null,
    generation: existing === null ? 0 : existing.generation + 1,
  };
  const { executionId, version, input, tags, scheduledAt, generation } = facts;
  const instance = { instanceId, executionId };
  const event = newEvent('ExecutionStarted', nowInstant(), {
    instance,
    name,
    version,
    input,
    tags,
    scheduledStartTime: scheduledAt,
    generation,
  });
  // The message goes first: the worker compares it with the row and waits for a row that is not there yet.
  const { blobUrl } = await sender.send({ event, target: instance }, clientSender);
  const written = { hub: storage.hub, createdAt: event.timestamp, lastUpdatedAt: nowInstant() };
  const row = pendingRow(facts, await startBlobs(facts, blobUrl, blobs), written);
  await writeRow(storage, row, existing);
  return instanceId;
}

export function createHubClient(options: { connectionString: string; hub: string }): HubClient {
  const storage = openHubStorage(options.connectionString, options.hub);
  const blobs = createPayloadBlobs(storage);
  let connection: Connection | null = null;
  const connect = async () => {
    connection ??= {
      storage,
      blobs,
      sender: createMessageSender(storage, blobs, await countPartitions(storage)),
    };
    return connection;
  };
  const manage = async (instanceId: string, type: HistoryEvent['type'], fields: EventFields) => {
    const { sender } = await connect();
    const target = { instanceId, executionId: null };
    await sender.send({ event: newEvent(type, nowInstant(), fields), target }, clientSender);
  };
  return {
    start: async (name, startOptions = {}) => startInstance(await connect(), name, startOptions),
    raiseEvent: (id, name, data) => manage(id, 'EventRaised', { name, input: toJsonText(data) }),
    signalEntity: (entity, operation, input, due) => {
      const request = entitySignalText({
        id: randomUUID(),
        operation,
        input: toJsonText(input),
        due: due ?? null,
      });
      const name = due === undefined ? operationEventName : scheduledEventName(due, nowInstant());
      return manage(entityId(entity), 'EventRaised', { name, input: request });
    },
    terminate: (id, reason) => manage(id, 'ExecutionTerminated', { input: reason }),
    suspend: (id, reason) => manage(id, 'ExecutionSuspended', { reason }),
    resume: (id, reason) => manage(id, 'ExecutionResumed', { reason }),
  };
}
