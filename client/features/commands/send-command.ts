import { commandEndpoints, type CommandReceipt } from '../../../shared/contract/commands.ts';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { OfferedCommand } from './offered-commands.ts';
import { ApiError } from '../../api/api-errors.ts';
import { callEndpoint } from '../../api/call-endpoint.ts';
import type { CommandInput } from './command-input.ts';

export interface CommandTarget {
  readonly hub: string;
  readonly instanceId: string;
}

export function sendCommand(
  target: CommandTarget,
  command: OfferedCommand,
  input: CommandInput,
): Promise<CommandReceipt> {
  const params = { hub: target.hub, instanceId: target.instanceId };
  const body = { reason: input.reason };
  switch (command) {
    case 'terminate':
      return callEndpoint(commandEndpoints.terminate, { params, body });
    case 'suspend':
      return callEndpoint(commandEndpoints.suspend, { params, body });
    case 'resume':
      return callEndpoint(commandEndpoints.resume, { params, body });
    case 'raise-event': {
      const payload = input.payload.trim();
      return callEndpoint(commandEndpoints['raise-event'], {
        params,
        body: { name: input.eventName.trim(), input: payload === '' ? null : payload },
      });
    }
  }
}

const mayHaveBeenSent = {
  'invalid-request': false,
  unauthenticated: false,
  forbidden: false,
  'rate-limited': false,
  'not-found': false,
  conflict: false,
  'action-refused': false,
  unsupported: false,
  'store-unavailable': false,
  'outcome-unknown': true,
  internal: true,
} satisfies Record<ErrorCode, boolean>;

/**
 * Whether the message may be in the queue in spite of the failure: also when no answer came, or one nobody can
 * read. Sending again could then act twice.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  return !(error instanceof ApiError) || mayHaveBeenSent[error.code];
}
