import type { InstanceCommand } from '../../shared/contract/commands.ts';
import { findJsonProblem } from '../../shared/domain/json-text.ts';
import { AppError } from '../errors.ts';

/** The engine would hand a broken text to the orchestration, which then fails on reading it. */
export function requireJson(text: string | null | undefined, subject: string): void {
  const problem = text == null ? null : findJsonProblem(text);
  if (problem === null) return;
  const { line, column, message } = problem;
  throw new AppError(
    'invalid-request',
    `The ${subject} is not JSON: line ${line}, column ${column}: ${message}.`,
  );
}

/** Every text of a command that the engine reads as JSON. */
export function requireJsonTexts(command: InstanceCommand): void {
  switch (command.name) {
    case 'raise-event':
    case 'restart':
    case 'signal-entity':
      requireJson(command.parameters.input, 'input');
      return;
    case 'set-custom-status':
      requireJson(command.parameters.customStatus, 'custom status');
      return;
    default:
  }
}
