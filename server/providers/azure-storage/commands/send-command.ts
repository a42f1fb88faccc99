import type { CommandReceipt } from '../../../../shared/contract/commands.ts';
import type { HubStorage } from '../hub-storage.ts';
import { deliverMessage, prepareMessage, type ClientMessage } from '../send-message.ts';

/** Queues one message; the receipt names the instance that it goes to. */
export async function sendCommand(
  storage: HubStorage,
  command: CommandReceipt['command'],
  message: ClientMessage,
): Promise<CommandReceipt> {
  const prepared = await prepareMessage(storage, message);
  const { instanceId } = message;
  const receipt: CommandReceipt = {
    command,
    instanceId,
    queue: prepared.queue,
    sentAt: prepared.sentAt,
    executionId: null,
    followedInstanceId: instanceId,
    summary: null,
  };
  await deliverMessage(storage, prepared, receipt);
  return receipt;
}
