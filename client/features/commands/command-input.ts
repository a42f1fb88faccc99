import type { OfferedCommand } from './offered-commands.ts';
import { findJsonProblem } from '../../../shared/domain/json-text.ts';

/** What the reader typed into a command's dialog. */
export interface CommandInput {
  readonly reason: string;
  readonly eventName: string;
  readonly payload: string;
}

export const emptyInput: CommandInput = { reason: '', eventName: '', payload: '' };

const maxReasonChars = 4000;
const maxNameChars = 1024;

/** Why a field cannot be sent as it is; absent = it can. */
export interface InputProblems {
  readonly reason?: string;
  readonly eventName?: string;
  readonly payload?: string;
}

function payloadProblem(payload: string): string | null {
  if (payload.trim() === '') return null;
  const problem = findJsonProblem(payload);
  return problem && `Not JSON at line ${problem.line}, column ${problem.column}: ${problem.message}.`;
}

export function checkCommandInput(command: OfferedCommand, input: CommandInput): InputProblems {
  if (command !== 'raise-event') {
    const excess = input.reason.length - maxReasonChars;
    return excess > 0 ? { reason: `The reason is ${excess} characters too long.` } : {};
  }
  const name = input.eventName.trim();
  const payload = payloadProblem(input.payload);
  return {
    ...(name === '' && { eventName: 'An event needs a name.' }),
    ...(name.length > maxNameChars && { eventName: `The name is longer than ${maxNameChars} characters.` }),
    ...(payload !== null && { payload }),
  };
}
