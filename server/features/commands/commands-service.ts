import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import { decideAction, type CommandName } from '../../../shared/domain/actions.ts';
import { findJsonProblem } from '../../../shared/domain/json-text.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';
import type { Commands } from '../../task-hub/commands.ts';

interface Sending {
  readonly command: CommandName;
  readonly instanceId: string;
  readonly send: (commands: Commands) => Promise<CommandReceipt>;
}

/** Reads the instance anew and sends only what the engine would act on. */
export async function sendCommand(open: OpenHub, sending: Sending): Promise<CommandReceipt> {
  const { command, instanceId } = sending;
  const { kind, runtimeStatus, scheduledStartAt } = await readInstance(open, instanceId);
  const decision = decideAction(command, {
    kind,
    runtimeStatus,
    isScheduledStart: scheduledStartAt !== null,
  });
  if (!decision.isAllowed) throw new AppError('action-refused', decision.reason);
  const receipt = await sending.send(open.hub.commands);
  open.index.expectChange(instanceId);
  return receipt;
}

/** The engine would hand a broken text to the orchestration, which then fails on reading it. */
export function checkEventInput(input: string | null): void {
  const problem = input === null ? null : findJsonProblem(input);
  if (problem === null) return;
  const { line, column, message } = problem;
  throw new AppError('invalid-request', `The input is not JSON: line ${line}, column ${column}: ${message}.`);
}
