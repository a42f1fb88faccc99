import { z } from 'zod';
import type { EntityActivity } from '../../../shared/contract/entities.ts';
import type { FileEvent } from '../../../shared/contract/history-file.ts';
import { scheduledSignalTime } from '../../../shared/domain/entity-message.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';

type Operation = EntityActivity['operations'][number];
type Message = EntityActivity['messages'][number];

/** The history of a batch is short; a longer one is read from its beginning. */
const maxEvents = 1_000;

const sentMessage = z.object({ parent: z.string().nullable().default(null) });

function senderIn(text: string | null): string | null {
  if (text === null) return null;
  try {
    return sentMessage.parse(JSON.parse(text)).parent;
  } catch {
    return null;
  }
}

function operationOf({
  rowKey,
  timestamp,
  entityMessage,
  isLeftover,
  ...event
}: FileEvent): Operation | null {
  if (event.eventType !== 'EventRaised' || entityMessage === null) return null;
  const { kind, operation } = entityMessage;
  if (kind === 'response') return null;
  const parentInstanceId = senderIn(event.payloads.Input?.text ?? null);
  return { rowKey, at: timestamp, kind, operation, parentInstanceId, isEarlier: isLeftover };
}

async function readOperations({ hub }: OpenHub, instanceId: string): Promise<Operation[]> {
  const operations: Operation[] = [];
  let read = 0;
  for await (const { events } of hub.scanHistoryTexts(instanceId)) {
    for (const event of events) {
      const operation = operationOf(event);
      if (operation !== null) operations.push(operation);
    }
    read += events.length;
    if (read >= maxEvents) break;
  }
  return operations.sort((one, other) => ((one.at ?? '') < (other.at ?? '') ? 1 : -1));
}

async function readMessages({ hub }: OpenHub, instanceId: string, queue: string | null): Promise<Message[]> {
  if (queue === null) return [];
  const messages = await hub.peekMessages(queue);
  return messages
    .filter((message) => message.instanceId === instanceId)
    .map(({ messageId, insertedAt, name, eventType }) => ({
      messageId,
      insertedAt,
      dueAt: scheduledSignalTime(name),
      eventType,
    }));
}

async function orProblem<T>(reading: Promise<T[]>, problems: string[], what: string): Promise<T[]> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push(`${what}: ${error.message}`);
    return [];
  }
}

export async function findActivity(open: OpenHub, instanceId: string): Promise<EntityActivity> {
  const { controlQueue } = await readInstance(open, instanceId);
  const problems: string[] = [];
  const [operations, messages] = await Promise.all([
    orProblem(readOperations(open, instanceId), problems, 'Its history cannot be read'),
    orProblem(readMessages(open, instanceId, controlQueue), problems, 'Its control queue cannot be read'),
  ]);
  return { operations, messages, problems };
}
