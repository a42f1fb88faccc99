import type { CommandReceipt } from '../../shared/contract/commands.ts';
import type { CommandName } from '../../shared/domain/actions.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { CommandPreviews, Commands } from '../task-hub/commands.ts';

export interface SentCommand {
  readonly command: CommandName;
  readonly instanceId: string;
  readonly sentAt: Instant;
  readonly reason?: string;
  readonly parameters?: object;
}

interface Sending {
  readonly send: (command: Omit<SentCommand, 'sentAt'>) => Promise<CommandReceipt>;
  readonly answer: <Result>(result: Result) => Promise<Result>;
}

/** Every command as what was sent. */
export function memoryCommands({ send, answer }: Sending): Commands {
  return {
    terminate: (instanceId, reason) => send({ command: 'terminate', instanceId, reason }),
    suspend: (instanceId, reason) => send({ command: 'suspend', instanceId, reason }),
    resume: (instanceId, reason) => send({ command: 'resume', instanceId, reason }),
    rewind: (instanceId, reason) => send({ command: 'rewind', instanceId, reason }),
    cancelScheduledStart: (instanceId, reason) =>
      send({ command: 'cancel-scheduled-start', instanceId, reason }),
    purge: (instanceId) => send({ command: 'purge', instanceId }),
    raiseEvent: (instanceId, parameters) => send({ command: 'raise-event', instanceId, parameters }),
    restart: (instanceId, parameters) => send({ command: 'restart', instanceId, parameters }),
    setCustomStatus: (instanceId, customStatus) =>
      send({ command: 'set-custom-status', instanceId, parameters: { customStatus } }),
    signalEntity: (instanceId, parameters) => send({ command: 'signal-entity', instanceId, parameters }),
    cleanEntity: (instanceId, parameters) => send({ command: 'clean-entity', instanceId, parameters }),
    start: (request) =>
      send({ command: 'start', instanceId: request.instanceId ?? 'generated', parameters: request }),
    deleteTaskHub: () => answer({ deleted: [], failed: [] }),
  };
}

/** Nothing would be done. */
export function memoryPreviews(answer: Sending['answer']): CommandPreviews {
  return {
    rewind: () => answer({ instances: [], refusal: null, warnings: [] }),
    purge: () => answer({ instances: [], isTruncated: false, warnings: [] }),
    deletion: () => answer({ resources: [], counts: [], liveWorkers: [], warnings: [] }),
  };
}
