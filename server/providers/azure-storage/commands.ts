import type { Commands } from '../../task-hub/commands.ts';
import { AppError } from '../../errors.ts';
import { messageCommands } from './commands/message-commands.ts';
import type { HubStorage } from './hub-storage.ts';

const notBuilt = () => Promise.reject(new AppError('unsupported', 'This command is not offered.'));

export function createCommands(storage: HubStorage): Commands {
  return {
    ...messageCommands(storage),
    start: notBuilt,
    restart: notBuilt,
    setCustomStatus: notBuilt,
    cancelScheduledStart: notBuilt,
    signalEntity: notBuilt,
    rewind: notBuilt,
    purge: notBuilt,
    cleanEntity: notBuilt,
    deleteTaskHub: notBuilt,
  };
}
