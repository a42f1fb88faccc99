import type { OpenHub } from '../../hubs/open-hub.ts';
import { applied, queued, type CommandProgress, type Followed } from './sent-command.ts';
import { describeWait } from './waiting-words.ts';

const asMuchAsCanBeKnown =
  'Entities keep no record of single operations, so this is as much as can be known.';

/** An entity's row is written after every batch of operations, and its history holds no more than that it ran. */
export async function followSignal(open: OpenHub, { sent, row, now }: Followed): Promise<CommandProgress> {
  const { sentAt, dueAt } = sent;
  if (dueAt !== undefined && dueAt > now) return queued(`The signal is scheduled: it is due at ${dueAt}.`);
  if (row === null) return queued(`There is no entity yet. ${await describeWait(open, null)}`);
  const since = dueAt ?? sentAt;
  if ((row.lastUpdatedAt ?? '') <= since) return queued(await describeWait(open, row.partition));
  const { queueSize, lockedBy } = row.entity ?? { queueSize: 0, lockedBy: null };
  if (lockedBy !== null && queueSize > 0) {
    return queued(
      `"${lockedBy}" has locked the entity, and ${queueSize} operations wait for it: this one may be among them.`,
    );
  }
  return applied(`The entity has worked since. ${asMuchAsCanBeKnown}`);
}

export async function followClean(open: OpenHub, { row }: Followed): Promise<CommandProgress> {
  if (row === null) return applied('The entity is gone from storage.');
  const lockedBy = row.entity?.lockedBy ?? null;
  return lockedBy === null
    ? applied('Nobody holds a lock on the entity.')
    : queued(`"${lockedBy}" still holds the lock. ${await describeWait(open, row.partition)}`);
}
