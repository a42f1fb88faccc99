import { nowInstant } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { findInstance } from '../../hubs/read-instance.ts';
import { followClean, followSignal } from './entity-progress.ts';
import { eventTypeOf, followMessage } from './message-progress.ts';
import { followRewind } from './rewind-progress.ts';
import type { CommandProgress, SentCommand } from './sent-command.ts';
import { followStart } from './start-progress.ts';
import { followCancel, followCustomStatus, followPurge } from './storage-progress.ts';

/** What storage shows of a command. The row is read before the history, which the engine writes first. */
export async function followCommand(open: OpenHub, sent: SentCommand): Promise<CommandProgress> {
  const followed = { sent, row: await findInstance(open, sent.instanceId), now: nowInstant() };
  const { command } = sent;
  switch (command) {
    case 'start':
    case 'restart':
      return followStart(open, followed);
    case 'rewind':
      return followRewind(open, followed);
    case 'signal-entity':
      return followSignal(open, followed);
    case 'clean-entity':
      return followClean(open, followed);
    case 'purge':
      return followPurge(followed);
    case 'set-custom-status':
      return followCustomStatus(followed);
    case 'cancel-scheduled-start':
      return followCancel(followed);
    case 'delete-task-hub':
      throw new AppError('invalid-request', 'A task hub that is deleted cannot be followed by an instance.');
    default:
      return followMessage(open, eventTypeOf[command], followed);
  }
}
