import type { CommandReceipt, InstanceCommand } from '../../shared/contract/commands.ts';
import type { Commands } from '../task-hub/commands.ts';

/** Hands a command to the part of the port that does it. */
export function giveCommand(
  commands: Commands,
  instanceId: string,
  command: InstanceCommand,
): Promise<CommandReceipt> {
  switch (command.name) {
    case 'terminate':
      return commands.terminate(instanceId, command.reason);
    case 'suspend':
      return commands.suspend(instanceId, command.reason);
    case 'resume':
      return commands.resume(instanceId, command.reason);
    case 'rewind':
      return commands.rewind(instanceId, command.reason);
    case 'cancel-scheduled-start':
      return commands.cancelScheduledStart(instanceId, command.reason);
    case 'raise-event':
      return commands.raiseEvent(instanceId, command.parameters);
    case 'restart':
      return commands.restart(instanceId, command.parameters);
    case 'purge':
      return commands.purge(instanceId, command.parameters);
    case 'set-custom-status':
      return commands.setCustomStatus(instanceId, command.parameters.customStatus);
    case 'signal-entity':
      return commands.signalEntity(instanceId, command.parameters);
    case 'clean-entity':
      return commands.cleanEntity(instanceId, command.parameters);
  }
}
