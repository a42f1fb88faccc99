import type { commandProgress } from '../../../shared/contract/commands.ts';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { findInstance } from '../../hubs/read-instance.ts';

export type CommandProgress = ResultOf<typeof commandProgress>;

interface SentCommand {
  readonly instanceId: string;
  readonly command: CommandName;
  readonly sentAt: Instant;
}

const eventTypeOf: Partial<Record<CommandName, string>> = {
  terminate: 'ExecutionTerminated',
  suspend: 'ExecutionSuspended',
  resume: 'ExecutionResumed',
  'raise-event': 'EventRaised',
};

/** The engine keeps the reason of such a terminate as the output, and starts the instance all the same. */
const startsAnyway: CommandProgress = {
  state: 'dropped',
  detail:
    'The engine kept the reason, but the start is scheduled: the instance starts at its due time all the same.',
};

async function progressOfEnded(
  open: OpenHub,
  row: InstanceDetail,
  command: CommandName,
): Promise<CommandProgress> {
  if (command === 'terminate' && row.runtimeStatus === 'Terminated') {
    // Terminating what never started changes the row and writes no history.
    const history = await open.hub.readHistory(row.instanceId, { limit: 1 });
    if (history.events.length === 0) {
      if (row.scheduledStartAt !== null) return startsAnyway;
      return { state: 'applied', detail: 'The instance was terminated before it started.' };
    }
  }
  return { state: 'dropped', detail: `The instance ended without it: it is ${row.runtimeStatus}.` };
}

/** `null` = cannot know. */
async function hasWorker(open: OpenHub, partition: number | null): Promise<boolean | null> {
  const backlog = await open.readBacklog().catch(() => null);
  const queue = backlog?.partitions.find((each) => each.partition === partition);
  if (queue === undefined || (backlog?.ownership ?? null) === null) return null;
  return queue.owner?.lease === 'live';
}

async function whyQueued(open: OpenHub, row: InstanceDetail, sentAt: Instant): Promise<string> {
  if (row.runtimeStatus === 'Pending' && row.scheduledStartAt !== null) {
    return 'The instance is scheduled and has not started: the engine drops what arrives before the start.';
  }
  if (row.createdAt !== null && row.createdAt > sentAt) {
    return 'The instance has begun a new execution since; the history of the one before is gone, so its effect may not show.';
  }
  return (await hasWorker(open, row.partition)) === false
    ? 'It waits in its queue, and no worker owns that queue now.'
    : 'It waits in its queue or with the worker that took it.';
}

/** The row is read before the history, which the engine writes first: an ended row without the event is final. */
export async function followCommand(open: OpenHub, sent: SentCommand): Promise<CommandProgress> {
  const { instanceId, command, sentAt } = sent;
  const row = await findInstance(open, instanceId);
  const eventType = eventTypeOf[command];
  const event =
    eventType === undefined ? null : await open.hub.findHistoryEvent(instanceId, eventType, sentAt);
  if (event !== null)
    return { state: 'applied', detail: 'The engine took it in: its history holds the event.' };
  if (row === null) return { state: 'dropped', detail: 'The instance is gone from storage.' };
  if (isTerminal(row.runtimeStatus)) return progressOfEnded(open, row, command);
  const isUnstarted = row.runtimeStatus === 'Pending' && row.scheduledStartAt !== null;
  if (command === 'terminate' && isUnstarted && row.output !== null) return startsAnyway;
  return { state: 'queued', detail: await whyQueued(open, row, sentAt) };
}
