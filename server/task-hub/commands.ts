import type {
  HubDeletion,
  HubDeletionPreview,
  PurgePreview,
  RewindPreview,
} from '../../shared/contract/command-previews.ts';
import type { CommandReceipt, InstanceCommand, StartRequest } from '../../shared/contract/commands.ts';
import type { InstanceCommandName } from '../../shared/domain/actions.ts';

export type ParametersOf<Name extends InstanceCommandName> = Extract<
  InstanceCommand,
  { name: Name }
>['parameters'];

/**
 * Puts management messages into the hub, or changes its rows as the engine's own client would. Callers have read the
 * instance and asked `decideAction` first; a provider refuses what only it can see (`action-refused`), and a row that
 * another writer changed meanwhile (`conflict`). A failure after something may have been written is `outcome-unknown`,
 * with the `CommandReceipt` as its details where there is a message to look for. Nothing is ever retried here.
 */
export interface Commands {
  start(request: StartRequest): Promise<CommandReceipt>;
  terminate(instanceId: string, reason: string): Promise<CommandReceipt>;
  suspend(instanceId: string, reason: string): Promise<CommandReceipt>;
  resume(instanceId: string, reason: string): Promise<CommandReceipt>;
  raiseEvent(instanceId: string, parameters: ParametersOf<'raise-event'>): Promise<CommandReceipt>;
  rewind(instanceId: string, reason: string): Promise<CommandReceipt>;
  /** Reads the stored input itself: what callers see of it may be masked. */
  restart(instanceId: string, parameters: ParametersOf<'restart'>): Promise<CommandReceipt>;
  /**
   * Without its children: callers purge them one by one. The row is read again right before: one that has not ended, and
   * an entity, is a `conflict` unless forced. What is not forced ends in `conflict` too when it is written to meanwhile.
   * A purge that broke off leaves the row, and purging again finishes it.
   */
  purge(instanceId: string, parameters: Pick<ParametersOf<'purge'>, 'isForced'>): Promise<CommandReceipt>;
  /** `customStatus` is JSON text. */
  setCustomStatus(instanceId: string, customStatus: string | null): Promise<CommandReceipt>;
  cancelScheduledStart(instanceId: string, reason: string): Promise<CommandReceipt>;
  signalEntity(instanceId: string, parameters: ParametersOf<'signal-entity'>): Promise<CommandReceipt>;
  cleanEntity(instanceId: string, parameters: ParametersOf<'clean-entity'>): Promise<CommandReceipt>;
  deleteTaskHub(): Promise<HubDeletion>;
}

/** What commands would do; nothing is written. */
export interface CommandPreviews {
  rewind(instanceId: string): Promise<RewindPreview>;
  purge(instanceId: string, includesChildren: boolean): Promise<PurgePreview>;
  /** `counts` come from the index and stay empty here. */
  deletion(): Promise<HubDeletionPreview>;
}
