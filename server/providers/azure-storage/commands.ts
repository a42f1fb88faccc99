import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { Commands } from '../../task-hub/commands.ts';
import { AppError } from '../../errors.ts';
import type { HubStorage } from './hub-storage.ts';
import { sendMessage, type ClientMessage } from './send-message.ts';

export function createCommands(storage: HubStorage): Commands {
  async function send(command: CommandReceipt['command'], message: ClientMessage): Promise<CommandReceipt> {
    const { queue, sentAt } = await sendMessage(storage, message);
    const { instanceId } = message;
    return {
      command,
      instanceId,
      queue,
      sentAt,
      executionId: null,
      followedInstanceId: instanceId,
      summary: null,
    };
  }
  const notBuilt = () => Promise.reject(new AppError('unsupported', 'This command is not offered.'));
  return {
    start: notBuilt,
    rewind: notBuilt,
    restart: notBuilt,
    purge: notBuilt,
    setCustomStatus: notBuilt,
    cancelScheduledStart: notBuilt,
    signalEntity: notBuilt,
    cleanEntity: notBuilt,
    deleteTaskHub: notBuilt,
    terminate: (instanceId, reason) =>
      send('terminate', { instanceId, eventType: 'ExecutionTerminated', members: { Input: reason } }),
    suspend: (instanceId, reason) =>
      send('suspend', { instanceId, eventType: 'ExecutionSuspended', members: { Reason: reason } }),
    resume: (instanceId, reason) =>
      send('resume', { instanceId, eventType: 'ExecutionResumed', members: { Reason: reason } }),
    raiseEvent: (instanceId, { name, input }) =>
      send('raise-event', {
        instanceId,
        eventType: 'EventRaised',
        members: { Name: name, Input: input, ParentTraceContext: null },
      }),
  };
}
