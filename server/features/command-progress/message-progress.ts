import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { CommandName } from '../../../shared/domain/actions.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import {
  applied,
  dropped,
  gone,
  queued,
  type CommandProgress,
  type Followed,
  type SentCommand,
} from './sent-command.ts';
import { describeWait } from './waiting-words.ts';

/** Of commands whose message becomes an event with the same time. */
export const eventTypeOf = {
  terminate: 'ExecutionTerminated',
  suspend: 'ExecutionSuspended',
  resume: 'ExecutionResumed',
  'raise-event': 'EventRaised',
} as const satisfies Partial<Record<CommandName, string>>;

/** The engine keeps the reason of such a terminate as the output, and starts the instance all the same. */
const startsAnyway = dropped(
  'The engine kept the reason, but the start is scheduled: the instance starts at its due time all the same.',
);

/** The engine leaves a scheduled start Pending when it is terminated; who cancels one ends the row at once. */
const cancelledBefore = dropped(
  'The row says Terminated without a history, as after the cancel of a scheduled start: the instance does not start then. Should the worker itself have ended the row, it may start at its due time all the same.',
);

async function progressOfEnded(
  open: OpenHub,
  row: InstanceDetail,
  command: CommandName,
): Promise<CommandProgress> {
  if (command === 'terminate' && row.runtimeStatus === 'Terminated') {
    // Terminating what never started changes the row and writes no history.
    const history = await open.hub.readHistory(row.instanceId, { limit: 1 });
    if (history.events.length === 0) {
      if (row.scheduledStartAt !== null) return cancelledBefore;
      return applied('The instance was terminated before it started.');
    }
  }
  return dropped(`The instance ended without it: it is ${row.runtimeStatus}.`);
}

async function whyQueued(open: OpenHub, row: InstanceDetail, { sentAt }: SentCommand): Promise<string> {
  if (row.runtimeStatus === 'Pending' && row.scheduledStartAt !== null) {
    return 'The instance is scheduled and has not started: the engine drops what arrives before the start.';
  }
  if (row.createdAt !== null && row.createdAt > sentAt) {
    return 'The instance has begun a new execution since; the history of the one before is gone, so its effect may not show.';
  }
  return describeWait(open, row.partition);
}

/** The row was read before the history, which the engine writes first: an ended row without the event is final. */
export async function followMessage(
  open: OpenHub,
  eventType: string,
  { sent, row }: Followed,
): Promise<CommandProgress> {
  const { instanceId, command, sentAt } = sent;
  const event = await open.hub.findHistoryEvent(instanceId, eventType, sentAt);
  if (event !== null) return applied('The engine took it in: its history holds the event.');
  if (row === null) return dropped(gone);
  if (isTerminal(row.runtimeStatus)) return progressOfEnded(open, row, command);
  const isUnstarted = row.runtimeStatus === 'Pending' && row.scheduledStartAt !== null;
  if (command === 'terminate' && isUnstarted && row.output !== null) return startsAnyway;
  return queued(await whyQueued(open, row, sent));
}
