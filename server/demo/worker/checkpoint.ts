import { nowInstant } from '../../clock.ts';
import type { HistoryEvent } from './history-event.ts';
import { emptyHistory, type StoredHistory } from './history-store.ts';
import type { HubContext } from './hub-context.ts';
import { instanceColumns } from './instance-row.ts';
import type { OutgoingMessage, Sender } from './message-sender.ts';
import type { Turn } from './orchestration-turn.ts';

const parallelSends = 16;

function episodeOf(past: readonly HistoryEvent[]): number {
  return past.filter((event) => event.type === 'OrchestratorStarted').length + 1;
}

async function sendAll(
  context: HubContext,
  messages: readonly OutgoingMessage[],
  sender: Sender,
): Promise<void> {
  for (let i = 0; i < messages.length; i += parallelSends) {
    const group = messages.slice(i, i + parallelSends);
    await Promise.all(group.map((message) => context.sender.send(message, sender)));
  }
}

async function deleteBlobs(context: HubContext, history: StoredHistory): Promise<void> {
  for (const { blobNames } of history.stored) {
    for (const name of Object.values(blobNames)) await context.blobs.delete(name);
  }
}

/**
 * Makes a turn durable. The order is what keeps a crash at any point harmless: what goes out may go out twice, but
 * nothing that the history says happened is missing.
 */
export async function checkpoint(
  context: HubContext,
  history: StoredHistory,
  turn: Turn,
): Promise<StoredHistory> {
  const { instance, added, continuesHistory } = turn;
  const sender = { instance, episode: episodeOf(history.stored.map(({ event }) => event)) };
  await sendAll(context, turn.outgoing, sender);
  const base = continuesHistory ? history : { ...emptyHistory, etag: history.etag };
  const next = await context.history.append(base, instance, added);
  const columns = instanceColumns(next.stored.slice(base.stored.length), {
    hub: context.storage.hub,
    containerUrl: context.blobs.containerUrl,
    executionId: instance.executionId ?? '',
    now: nowInstant(),
  });
  await context.instances.merge(instance.instanceId, {
    CustomStatus: turn.customStatus ?? 'null',
    ...columns,
  });
  if (!continuesHistory) await deleteBlobs(context, history);
  return next;
}
