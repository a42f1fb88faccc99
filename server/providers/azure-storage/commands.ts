import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { Commands } from '../../task-hub/commands.ts';
import type { HubStorage } from './hub-storage.ts';
import { sendMessage, type ClientMessage } from './send-message.ts';

export function createCommands(storage: HubStorage): Commands {
  async function send(command: CommandReceipt['command'], message: ClientMessage): Promise<CommandReceipt> {
    const { queue, sentAt } = await sendMessage(storage, message);
    return { command, instanceId: message.instanceId, queue, sentAt };
  }
  return {
    terminate: (instanceId, reason) =>
      send('terminate', { instanceId, eventType: 'ExecutionTerminated', members: { Input: reason } }),
    suspend: (instanceId, reason) =>
      send('suspend', { instanceId, eventType: 'ExecutionSuspended', members: { Reason: reason } }),
    resume: (instanceId, reason) =>
      send('resume', { instanceId, eventType: 'ExecutionResumed', members: { Reason: reason } }),
    raiseEvent: (instanceId, eventName, input) =>
      send('raise-event', {
        instanceId,
        eventType: 'EventRaised',
        members: { Name: eventName, Input: input, ParentTraceContext: null },
      }),
  };
}
