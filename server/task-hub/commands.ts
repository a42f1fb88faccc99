import type { CommandReceipt } from '../../shared/contract/commands.ts';

/**
 * Puts management messages into the hub. Callers have read the instance and asked `decideAction` first:
 * nothing here checks the status. A failure after the message may have left is `outcome-unknown` and is never retried.
 */
export interface Commands {
  terminate(instanceId: string, reason: string): Promise<CommandReceipt>;
  suspend(instanceId: string, reason: string): Promise<CommandReceipt>;
  resume(instanceId: string, reason: string): Promise<CommandReceipt>;
  /** `input` is JSON text; `null` sends no payload. */
  raiseEvent(instanceId: string, eventName: string, input: string | null): Promise<CommandReceipt>;
}
