import { randomUUID } from 'node:crypto';
import type { CommandReceipt, InstanceCommand, StartRequest } from '../../shared/contract/commands.ts';
import type { HubDeletion } from '../../shared/contract/command-previews.ts';
import { decideHubAction } from '../../shared/domain/actions.ts';
import type { AuditAttempt, AuditLog, AuditOutcome } from '../audit/audit-log.ts';
import { audited, receiptOf } from './audited-attempt.ts';
import { checkCommand, requireFreeId, requireReason } from './command-check.ts';
import { giveCommand } from './give-command.ts';
import { actorOf, requireAllowed, type Giver } from './giver.ts';
import { requireDeletable, type DeletionRequest } from './hub-deletion.ts';
import { requireJson } from './json-texts.ts';
import { findChildren, purgeChildren } from './purge-children.ts';

/** The one way by which anything is written to a task hub: read again, decided, written down, sent once, written down. */
export interface CommandGate {
  /** A command without a reason is refused. */
  readonly isReasonRequired: boolean;
  give(giver: Giver, instanceId: string, command: InstanceCommand): Promise<CommandReceipt>;
  start(giver: Giver, request: StartRequest, reason: string): Promise<CommandReceipt>;
  deleteTaskHub(giver: Giver, request: DeletionRequest, reason: string): Promise<HubDeletion>;
}

interface GateOptions {
  readonly audit: AuditLog;
  readonly isReasonRequired: boolean;
}

function attemptOf(
  { open, caller, requestId, jobId }: Giver,
  given: Pick<AuditAttempt, 'instanceId' | 'command' | 'reason'>,
  parameters: object,
): AuditAttempt {
  const { id, name } = caller;
  return { requestId, jobId, hub: open.key, user: { id, name }, ...given, parameters: { ...parameters } };
}

function describeReceipt(receipt: CommandReceipt): AuditOutcome {
  return { result: 'accepted', code: null, message: receipt.summary, receipt };
}

function describeDeletion({ deleted, failed }: HubDeletion): AuditOutcome {
  const left = failed.map(({ name, message }) => `${name}: ${message}`).join(' ');
  const message = `${deleted.length} tables, queues and containers were deleted. ${left}`.trim();
  return { result: failed.length === 0 ? 'accepted' : 'failed', code: null, message, receipt: null };
}

function joined(one: string | null, other: string): string {
  return one === null ? other : `${one} ${other}`;
}

function newId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Sends once, and has the index look at what it may have changed, also when nobody knows whether it did. */
async function send(
  { open }: Giver,
  instanceId: string,
  give: () => Promise<CommandReceipt>,
): Promise<CommandReceipt> {
  const expectChanges = (ids: readonly string[]) => {
    for (const id of new Set([instanceId, ...ids])) open.index.expectChange(id);
  };
  try {
    const receipt = await give();
    expectChanges([receipt.instanceId, receipt.followedInstanceId]);
    return receipt;
  } catch (error) {
    const receipt = receiptOf(error);
    if (receipt !== null) expectChanges([receipt.instanceId, receipt.followedInstanceId]);
    throw error;
  }
}

/** Ids are chosen here, so that an attempt names the instance before anybody else hears of it. */
function withChosenId(command: InstanceCommand): InstanceCommand {
  if (command.name !== 'restart' || command.parameters.id !== 'new') return command;
  const newInstanceId = command.parameters.newInstanceId ?? newId();
  return { ...command, parameters: { ...command.parameters, newInstanceId } };
}

/** Each child is purged by a command of its own. */
function withoutChildren(command: InstanceCommand): InstanceCommand {
  if (command.name !== 'purge') return command;
  return { ...command, parameters: { ...command.parameters, includesChildren: false } };
}

class Gate implements CommandGate {
  readonly isReasonRequired: boolean;
  private readonly audit: AuditLog;

  constructor({ audit, isReasonRequired }: GateOptions) {
    this.audit = audit;
    this.isReasonRequired = isReasonRequired;
  }

  give(giver: Giver, instanceId: string, given: InstanceCommand): Promise<CommandReceipt> {
    const command = withChosenId(given);
    const { name, reason, parameters } = command;
    return audited(this.audit, attemptOf(giver, { instanceId, command: name, reason }, parameters), {
      check: async () => {
        requireReason(this.isReasonRequired, name, reason);
        await checkCommand(giver, instanceId, command);
        return command.name === 'purge' ? findChildren(giver, instanceId, command.parameters) : [];
      },
      act: async (children) => {
        const purge = (childId: string) => this.give(giver, childId, withoutChildren(command));
        const summary = await purgeChildren(children, purge);
        const receipt = await send(giver, instanceId, () =>
          giveCommand(giver.open.hub.commands, instanceId, command),
        );
        return summary === null ? receipt : { ...receipt, summary: joined(receipt.summary, summary) };
      },
      describe: describeReceipt,
    });
  }

  start(giver: Giver, request: StartRequest, reason: string): Promise<CommandReceipt> {
    const instanceId = request.instanceId ?? newId();
    return audited(this.audit, attemptOf(giver, { instanceId, command: 'start', reason }, request), {
      check: async () => {
        requireReason(this.isReasonRequired, 'start', reason);
        requireJson(request.input, 'input');
        requireAllowed(decideHubAction('start', actorOf(giver)), false);
        if (request.instanceId !== null) await requireFreeId(giver, instanceId);
      },
      act: () => send(giver, instanceId, () => giver.open.hub.commands.start({ ...request, instanceId })),
      describe: describeReceipt,
    });
  }

  deleteTaskHub(giver: Giver, request: DeletionRequest, reason: string): Promise<HubDeletion> {
    const given = { instanceId: null, command: 'delete-task-hub', reason } as const;
    return audited(this.audit, attemptOf(giver, given, request), {
      check: async () => {
        requireReason(this.isReasonRequired, 'delete-task-hub', reason);
        requireAllowed(decideHubAction('delete-task-hub', actorOf(giver)), request.isForced);
        await requireDeletable(giver.open, request);
      },
      act: () => giver.open.hub.commands.deleteTaskHub(),
      describe: describeDeletion,
    });
  }
}

export function createCommandGate(options: GateOptions): CommandGate {
  return new Gate(options);
}
