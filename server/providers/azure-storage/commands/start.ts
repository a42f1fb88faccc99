import { randomUUID } from 'node:crypto';
import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import { decideStartOver } from '../../../../shared/domain/actions.ts';
import { elapsedMs } from '../../../../shared/domain/instant.ts';
import { newInstanceIdProblem } from '../../../../shared/domain/new-instance-id.ts';
import { toRuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { blobUrl, historyBlobName } from '../format/large-payload.ts';
import { escapePartitionKey } from '../format/partition-key.ts';
import { largeStartValues, pendingRow, type StartBlobs } from '../format/pending-row.ts';
import { startMembers, startMembersBefore, type StartFacts } from '../format/start-message.ts';
import { maxVisibilityDelayMs } from '../format/visibility-delay.ts';
import type { HubStorage } from '../hub-storage.ts';
import {
  deliverMessage,
  prepareMessage,
  uploadText,
  type DeliveredMessage,
  type PreparedMessage,
} from '../send-message.ts';
import { requireJson } from './json-text.ts';
import { readForChange, type RowForChange } from './row-for-change.ts';
import { writeInstanceRow } from './write-row.ts';

/** What is to be started; the input is not looked at. */
type StartOrder = Omit<StartFacts, 'executionId' | 'generation'>;

interface PlannedStart {
  readonly facts: StartFacts;
  readonly message: PreparedMessage;
  readonly blobs: StartBlobs;
  readonly receipt: CommandReceipt;
  /** The row of the ended instance that has the id. */
  readonly taken: RowForChange | null;
}

/** Names by which the engine's serialiser gives an object a class, an identity or another's content. */
const reservedTags: ReadonlySet<string> = new Set(['$type', '$id', '$ref', '$values']);

/** Of an id that no instance has had yet. One that is in the hub already is none the engine would refuse. */
export function refuseNewId(instanceId: string): void {
  const problem = newInstanceIdProblem(instanceId);
  if (problem !== null) throw new AppError('invalid-request', `${problem} Nothing was sent.`);
}

function refuseOrder(storage: HubStorage, { scheduledAt, tags }: StartOrder): void {
  if (scheduledAt !== null && elapsedMs(storage.clock(), scheduledAt) > maxVisibilityDelayMs) {
    throw new AppError(
      'invalid-request',
      'The start lies more than 7 days ahead: a storage queue cannot hold a message back for longer. Nothing was sent.',
    );
  }
  const reserved = Object.keys(tags ?? {}).find((name) => reservedTags.has(name));
  if (reserved !== undefined) {
    throw new AppError(
      'invalid-request',
      `A tag cannot be called ${reserved}: the engine does not read it as a tag. Nothing was sent.`,
    );
  }
}

/** The row with this id; refuses where the engine's own client would. */
async function readTaken(storage: HubStorage, instanceId: string): Promise<RowForChange | null> {
  const taken = await readForChange(storage, instanceId, ['RuntimeStatus', 'Generation']);
  if (taken === null) return null;
  const decision = decideStartOver(toRuntimeStatus(taken.row.text('RuntimeStatus')));
  if (!decision.isAllowed) throw new AppError('action-refused', decision.reason);
  return taken;
}

async function uploadLarge(storage: HubStorage, facts: StartFacts, isMessageLarge: boolean) {
  const { input, tags } = largeStartValues(facts, isMessageLarge);
  const upload = async (column: 'Input' | 'Tags', text: string | null) => {
    if (text === null) return null;
    const name = historyBlobName(escapePartitionKey(facts.instanceId), '', column, column);
    await uploadText(storage, name, text);
    return name;
  };
  return { inputBlobName: await upload('Input', input), tagsBlobName: await upload('Tags', tags) };
}

async function planStart(
  storage: HubStorage,
  command: 'start' | 'restart',
  order: StartOrder,
): Promise<PlannedStart> {
  refuseOrder(storage, order);
  const { instanceId } = order;
  const taken = await readTaken(storage, instanceId);
  const facts: StartFacts = {
    ...order,
    tags: order.tags !== null && Object.keys(order.tags).length > 0 ? order.tags : null,
    executionId: randomUUID().replaceAll('-', ''),
    generation: taken === null ? 0 : (taken.row.int('Generation') ?? 0) + 1,
  };
  const message = await prepareMessage(storage, {
    instanceId,
    executionId: facts.executionId,
    eventType: 'ExecutionStarted',
    membersBefore: startMembersBefore(facts),
    members: startMembers(facts),
    due: facts.scheduledAt,
  });
  const { queue, sentAt, blobName } = message;
  const messageUrl = blobName === null ? null : blobUrl(storage.largeMessages.url, blobName);
  return {
    facts,
    message,
    blobs: { messageUrl, ...(await uploadLarge(storage, facts, blobName !== null)) },
    receipt: {
      command,
      instanceId,
      queue,
      sentAt,
      executionId: facts.executionId,
      followedInstanceId: instanceId,
      summary: null,
    },
    taken,
  };
}

const withoutRow =
  'Without its row the engine does not run the start, and drops its message after about 17 minutes.';

async function deliver(storage: HubStorage, { message, receipt }: PlannedStart): Promise<DeliveredMessage> {
  try {
    return await deliverMessage(storage, message, receipt);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'outcome-unknown') throw error;
    throw new AppError('outcome-unknown', `${error.message} Its row was not written. ${withoutRow}`, {
      cause: error.cause,
      details: receipt,
    });
  }
}

/** The worker that is ahead has the same execution; of two starts with one id only that of the row ever runs. */
async function checkWinner(storage: HubStorage, { facts, receipt }: PlannedStart): Promise<void> {
  const winner = await readForChange(storage, facts.instanceId, ['ExecutionId']).catch(() => null);
  if (winner === null || winner.row.text('ExecutionId') === facts.executionId) return;
  const message =
    'Another start with this id, or another change of its row, came first: the engine drops this one.';
  throw new AppError('conflict', message, { details: receipt });
}

async function writeRow(storage: HubStorage, planned: PlannedStart): Promise<void> {
  const { facts, message, blobs, receipt, taken } = planned;
  const written = { hub: storage.hub, createdAt: message.sentAt, lastUpdatedAt: storage.clock() };
  const row = pendingRow(facts, blobs, written);
  try {
    const outcome = await writeInstanceRow(storage, {
      receipt,
      instanceId: facts.instanceId,
      write: (table, abortSignal) =>
        taken === null
          ? table.createEntity(row, { abortSignal })
          : table.updateEntity(row, 'Replace', { etag: taken.etag, abortSignal }),
      isWritten: (stored) => stored.text('ExecutionId') === facts.executionId,
    });
    if (outcome === 'overtaken') await checkWinner(storage, planned);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'conflict') throw error;
    const advice =
      error.code === 'outcome-unknown'
        ? 'If the row is missing, start it again.'
        : 'Start it again when storage takes the row.';
    throw new AppError(
      error.code,
      `The start message is in the queue ${receipt.queue ?? ''}, but its row could not be written: ${error.message} ${withoutRow} ${advice}`,
      { cause: error.cause, details: receipt },
    );
  }
}

/** The message first, the row second: the worker waits for a row that is not there yet. */
export async function startInstance(
  storage: HubStorage,
  command: 'start' | 'restart',
  order: StartOrder,
): Promise<CommandReceipt> {
  const planned = await planStart(storage, command, order);
  const delivered = await deliver(storage, planned);
  const { executionId, scheduledAt } = planned.facts;
  if (scheduledAt !== null) {
    await storage.sentStarts.keep({ ...delivered, executionId, dueAt: scheduledAt }, storage.clock());
  }
  await writeRow(storage, planned);
  return planned.receipt;
}

export function newInstanceId(): string {
  return randomUUID().replaceAll('-', '');
}

export function startCommand(storage: HubStorage): Pick<Commands, 'start'> {
  return {
    async start({ instanceId: chosen, name, input, version, tags, scheduledAt }) {
      requireJson(input, 'input');
      const instanceId = chosen ?? newInstanceId();
      refuseNewId(instanceId);
      return startInstance(storage, 'start', {
        instanceId,
        name,
        version: version ?? '',
        input,
        tags,
        scheduledAt,
      });
    },
  };
}
