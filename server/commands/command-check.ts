import type { InstanceCommand } from '../../shared/contract/commands.ts';
import { subjectOf } from '../../shared/domain/action-subject.ts';
import {
  decideAction,
  decideStartOver,
  type ActionSubject,
  type CommandName,
} from '../../shared/domain/actions.ts';
import { kindOf } from '../../shared/domain/instance-id.ts';
import { AppError } from '../errors.ts';
import { findInstance, readInstance } from '../hubs/read-instance.ts';
import { actorOf, requireAllowed, type Giver } from './giver.ts';
import { requireJsonTexts } from './json-texts.ts';

export function requireReason(isRequired: boolean, command: CommandName, reason: string): void {
  if (!isRequired || reason.trim() !== '') return;
  throw new AppError('invalid-request', `Say why: this dashboard takes no ${command} without a reason.`);
}

/** The id of a start that was chosen by somebody: it must not be in use. */
export async function requireFreeId({ open }: Giver, instanceId: string): Promise<void> {
  if (kindOf(instanceId) === 'entity') {
    throw new AppError('invalid-request', `"${instanceId}" is the id of an entity: choose another one.`);
  }
  const row = await findInstance(open, instanceId);
  if (row !== null) requireAllowed(decideStartOver(row.runtimeStatus), false);
}

/** The engine makes an entity when the first signal reaches it, so none is needed. */
async function readSubject(
  { open }: Giver,
  instanceId: string,
  command: InstanceCommand,
): Promise<ActionSubject> {
  if (command.name !== 'signal-entity') return subjectOf(await readInstance(open, instanceId));
  const row = await findInstance(open, instanceId);
  if (row !== null) return subjectOf(row);
  return { kind: kindOf(instanceId), runtimeStatus: 'Running', isScheduledStart: false, entity: null };
}

/** Throws whatever refuses the command, by what storage says at this moment. */
export async function checkCommand(
  giver: Giver,
  instanceId: string,
  command: InstanceCommand,
): Promise<void> {
  requireJsonTexts(command);
  const subject = await readSubject(giver, instanceId, command);
  const isForced = command.name === 'purge' && command.parameters.isForced;
  requireAllowed(decideAction(command.name, subject, actorOf(giver)), isForced);
  if (command.name !== 'restart') return;
  const { id, newInstanceId } = command.parameters;
  if (id === 'same') requireAllowed(decideStartOver(subject.runtimeStatus), false);
  else if (newInstanceId !== null) await requireFreeId(giver, newInstanceId);
}
