import type { CommandReceipt, InstanceCommand, StartRequest } from '../../shared/contract/commands.ts';
import type { HubDeletion } from '../../shared/contract/command-previews.ts';
import { decideAction, type ActionSubject, type Actor } from '../../shared/domain/actions.ts';
import type { InstanceRow } from '../../shared/contract/instances.ts';
import type { Caller } from '../access/caller.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import { readInstance } from '../hubs/read-instance.ts';
import { giveCommand } from './give-command.ts';

/** Who gives a command, where, by which request. */
export interface Giver {
  readonly open: OpenHub;
  readonly caller: Caller;
  readonly requestId: string;
  /** The batch job it is part of. */
  readonly jobId: string | null;
}

/** The one way by which anything is written to a task hub: read again, decided, written down, sent once, written down. */
export interface CommandGate {
  give(giver: Giver, instanceId: string, command: InstanceCommand): Promise<CommandReceipt>;
  start(giver: Giver, request: StartRequest, reason: string): Promise<CommandReceipt>;
  deleteTaskHub(giver: Giver, isForced: boolean, reason: string): Promise<HubDeletion>;
}

/** What `decideAction` wants to know of a row. */
export function subjectOf(row: InstanceRow): ActionSubject {
  const { kind, runtimeStatus, scheduledStartAt, entity } = row;
  return { kind, runtimeStatus, entity, isScheduledStart: scheduledStartAt !== null };
}

export function actorOf({ open, caller }: Giver): Actor {
  return { role: caller.roleOn(open.key), readOnlyReason: null, unavailable: open.hub.unavailable };
}

class Gate implements CommandGate {
  async give(giver: Giver, instanceId: string, command: InstanceCommand): Promise<CommandReceipt> {
    const { open } = giver;
    const row = await readInstance(open, instanceId);
    const decision = decideAction(command.name, subjectOf(row), actorOf(giver));
    if (!decision.isAllowed) throw new AppError('action-refused', decision.reason);
    const receipt = await giveCommand(open.hub.commands, instanceId, command);
    open.index.expectChange(instanceId);
    return receipt;
  }

  async start({ open }: Giver, request: StartRequest): Promise<CommandReceipt> {
    return open.hub.commands.start(request);
  }

  async deleteTaskHub({ open }: Giver): Promise<HubDeletion> {
    return open.hub.commands.deleteTaskHub();
  }
}

// eslint-disable-next-line @typescript-eslint/no-unused-vars
export function createCommandGate(options: {
  readonly audit: AuditLog;
  readonly isReasonRequired: boolean;
}): CommandGate {
  return new Gate();
}
