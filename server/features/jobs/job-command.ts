import { commandParameters, type InstanceCommand } from '../../../shared/contract/commands.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import { refuseActor, type Actor, type InstanceCommandName } from '../../../shared/domain/actions.ts';
import { requireAllowed } from '../../commands/giver.ts';
import { requireJsonTexts } from '../../commands/json-texts.ts';
import { AppError } from '../../errors.ts';

/** The command of a job, with parameters that its own schema and the engine would take. */
export function readCommand({ name, reason, parameters }: Job['command']): InstanceCommand {
  // A misspelt parameter must not be as if it were not there.
  const parsed = commandParameters[name].strict().safeParse(parameters);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      ({ path, message }) => `${['command', 'parameters', ...path].join('.')}: ${message}`,
    );
    throw new AppError('invalid-request', `The request is not valid. ${issues.join('; ')}.`);
  }
  // The schema is that of the name, which the compiler cannot see.
  const command = { name, reason, parameters: parsed.data } as InstanceCommand;
  requireJsonTexts(command);
  if (command.name === 'restart' && command.parameters.newInstanceId !== null)
    throw new AppError(
      'invalid-request',
      'Many instances cannot be restarted with one id: leave the id to be generated.',
    );
  return command;
}

/** What forbids the command to this actor whatever the instance, with the code a single command would get. */
export function requireActor(name: InstanceCommandName, actor: Actor): void {
  const refusal = refuseActor(name, actor);
  if (refusal !== null) requireAllowed(refusal, true);
}

function deed(command: InstanceCommand): string {
  switch (command.name) {
    case 'terminate':
      return 'Terminate';
    case 'suspend':
      return 'Suspend';
    case 'resume':
      return 'Resume';
    case 'rewind':
      return 'Rewind';
    case 'restart':
      return 'Restart';
    case 'purge':
      return 'Purge';
    case 'raise-event':
      return `Raise event ${command.parameters.name} for`;
    case 'signal-entity':
      return `Signal ${command.parameters.operation} to`;
    case 'set-custom-status':
      return 'Set the custom status of';
    case 'cancel-scheduled-start':
      return 'Cancel the scheduled start of';
    case 'clean-entity':
      return 'Clean up';
  }
}

/** In words: the command and what it is given to. */
export function titleOf(command: InstanceCommand, total: number, target: Job['target']): string {
  const count = `${total.toLocaleString('en-US')} ${total === 1 ? 'instance' : 'instances'}`;
  const filter = target.kind === 'filter' && target.q.trim() !== '' ? ` that matched ${target.q.trim()}` : '';
  const title = `${deed(command)} ${count}${filter}`;
  return title.length > 200 ? `${title.slice(0, 199)}…` : title;
}
