import type { Commands } from '../../task-hub/commands.ts';
import { cleanEntityCommand } from './commands/clean-entity.ts';
import { deleteTaskHubCommand } from './commands/delete-task-hub.ts';
import { purgeCommand } from './commands/purge.ts';
import { rewindCommand } from './commands/rewind.ts';
import { messageCommands } from './commands/message-commands.ts';
import { cancelScheduledStartCommand } from './commands/cancel-scheduled-start.ts';
import { restartCommand } from './commands/restart.ts';
import { setCustomStatusCommand } from './commands/set-custom-status.ts';
import { signalEntityCommand } from './commands/signal-entity.ts';
import { startCommand } from './commands/start.ts';
import type { HubStorage } from './hub-storage.ts';

export function createCommands(storage: HubStorage): Commands {
  return {
    ...messageCommands(storage),
    ...startCommand(storage),
    ...restartCommand(storage),
    ...setCustomStatusCommand(storage),
    ...cancelScheduledStartCommand(storage),
    ...signalEntityCommand(storage),
    ...rewindCommand(storage),
    ...purgeCommand(storage),
    ...cleanEntityCommand(storage),
    ...deleteTaskHubCommand(storage),
  };
}
