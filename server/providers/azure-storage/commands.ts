import type { Commands } from '../../task-hub/commands.ts';
import { AppError } from '../../errors.ts';
import { messageCommands } from './commands/message-commands.ts';
import { cancelScheduledStartCommand } from './commands/cancel-scheduled-start.ts';
import { restartCommand } from './commands/restart.ts';
import { setCustomStatusCommand } from './commands/set-custom-status.ts';
import { signalEntityCommand } from './commands/signal-entity.ts';
import { startCommand } from './commands/start.ts';
import type { HubStorage } from './hub-storage.ts';

const notBuilt = () => Promise.reject(new AppError('unsupported', 'This command is not offered.'));

export function createCommands(storage: HubStorage): Commands {
  return {
    ...messageCommands(storage),
    ...startCommand(storage),
    ...restartCommand(storage),
    ...setCustomStatusCommand(storage),
    ...cancelScheduledStartCommand(storage),
    ...signalEntityCommand(storage),
    rewind: notBuilt,
    purge: notBuilt,
    cleanEntity: notBuilt,
    deleteTaskHub: notBuilt,
  };
}
