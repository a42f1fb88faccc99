import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { elapsedMs } from '../../../shared/domain/instant.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import {
  applied,
  dropped,
  queued,
  type CommandProgress,
  type Followed,
  type SentCommand,
} from './sent-command.ts';
import { describeWait } from './waiting-words.ts';

/** A row whose writing nobody has heard of may still come; after that it does not. */
const rowComesWithinMs = 60_000;

function followMissing({ sent, now }: Followed): CommandProgress {
  const detail =
    'The instance has no row: without one the engine does not run the start, and drops its message after about 17 minutes.';
  return elapsedMs(sent.sentAt, now) < rowComesWithinMs ? queued(detail) : dropped(detail);
}

/** What became of the execution where the row names another one; `null` = it names this one. */
function followOther(row: InstanceDetail, { executionId }: SentCommand): CommandProgress | null {
  if (executionId === undefined || row.executionId === executionId) return null;
  if ((row.generation ?? 0) > 0 && row.runtimeStatus !== 'Pending') {
    return applied(
      `The instance runs in a later execution, of generation ${row.generation}: it has continued as new, or somebody has started it again since.`,
    );
  }
  return dropped(
    'The row names another execution: somebody else started the instance at the same time or since, or cancelled this start.',
  );
}

/** By the execution that the row names, whose history is there once a worker has begun it. */
export async function followStart(open: OpenHub, followed: Followed): Promise<CommandProgress> {
  const { sent, row, now } = followed;
  if (row === null) return followMissing(followed);
  const other = followOther(row, sent);
  if (other !== null) return other;
  const { executionId, events } = await open.hub.readHistory(row.instanceId, { limit: 1 });
  const hasBegun = events.length > 0 && (row.executionId === null || executionId === row.executionId);
  if (hasBegun || row.runtimeStatus === 'Running' || row.runtimeStatus === 'ContinuedAsNew') {
    return applied(`A worker has begun it: it is ${row.runtimeStatus}.`);
  }
  if (row.runtimeStatus !== 'Pending') {
    return dropped(`The instance is ${row.runtimeStatus} and has no history: it ended before it began.`);
  }
  const { scheduledStartAt } = row;
  if (scheduledStartAt !== null && scheduledStartAt > now) {
    return queued(`The start is scheduled: it waits in its queue until ${scheduledStartAt}.`);
  }
  return queued(await describeWait(open, row.partition));
}
