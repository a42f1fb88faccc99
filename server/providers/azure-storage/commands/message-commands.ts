import type { Commands } from '../../../task-hub/commands.ts';
import type { HubStorage } from '../hub-storage.ts';
import { requireJson } from './json-text.ts';
import { sendCommand } from './send-command.ts';

/** Commands that are one message to an orchestration. */
export function messageCommands(
  storage: HubStorage,
): Pick<Commands, 'terminate' | 'suspend' | 'resume' | 'raiseEvent'> {
  return {
    terminate: (instanceId, reason) =>
      sendCommand(storage, 'terminate', {
        instanceId,
        eventType: 'ExecutionTerminated',
        members: { Input: reason },
      }),
    suspend: (instanceId, reason) =>
      sendCommand(storage, 'suspend', {
        instanceId,
        eventType: 'ExecutionSuspended',
        members: { Reason: reason },
      }),
    resume: (instanceId, reason) =>
      sendCommand(storage, 'resume', {
        instanceId,
        eventType: 'ExecutionResumed',
        members: { Reason: reason },
      }),
    async raiseEvent(instanceId, { name, input }) {
      requireJson(input, 'payload');
      return sendCommand(storage, 'raise-event', {
        instanceId,
        eventType: 'EventRaised',
        members: { Name: name, Input: input, ParentTraceContext: null },
      });
    },
  };
}
