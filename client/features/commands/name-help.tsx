import { useQuery } from '@tanstack/react-query';
import type { EventEvidence } from '../../../shared/contract/awaited-events.ts';
import type { EntityActivity } from '../../../shared/contract/entities.ts';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import { describeError } from '../../lib/error-words.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { eventNamesQuery, operationNamesQuery } from './command-queries.ts';
import type { CommandTarget } from './send-command.ts';

interface KnownName {
  readonly name: string;
  /** Why it is offered. */
  readonly why: string;
}

function evidenceWords(evidence: EventEvidence): string {
  if (evidence.kind === 'queued') return 'a message of that name is in its queue already';
  if (evidence.kind === 'custom-status') return 'its custom status says that it waits for it';
  const [first = ''] = evidence.instanceIds;
  return `others of its name took it in at this point, such as ${toVisibleText(first)}`;
}

function operationNames({ operations }: EntityActivity): readonly KnownName[] {
  const names = operations.flatMap(({ operation, kind }) =>
    operation !== null && (kind === 'call' || kind === 'signal') ? [operation] : [],
  );
  return [...new Set(names)].map((name) => ({ name, why: 'it ran this lately' }));
}

interface NameHelpProps {
  what: string;
  names: readonly KnownName[] | null;
  error: Error | null;
  onPick: (name: string) => void;
}

function NameHelp({ what, names, error, onPick }: NameHelpProps) {
  if (error !== null)
    return <p className="text-sm text-warning">No suggestions: {describeError(error).detail}</p>;
  if (names === null || names.length === 0) return null;
  return (
    <ul aria-label={what} className="flex flex-col gap-1">
      {names.map(({ name, why }) => (
        <li key={name} className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Button aria-label={`Use ${toVisibleText(name)}`} onClick={() => onPick(name)}>
            <bdi className="max-w-64 truncate font-mono text-sm">{toVisibleText(name)}</bdi>
          </Button>
          <span className="text-sm wrap-anywhere text-ink-muted">{why}</span>
        </li>
      ))}
    </ul>
  );
}

interface CommandNameHelpProps {
  command: InstanceCommandName;
  target: CommandTarget;
  onPick: (name: string) => void;
}

function EventNames({ target, onPick }: Omit<CommandNameHelpProps, 'command'>) {
  const { data, error } = useQuery(eventNamesQuery(target));
  const names = data?.candidates.map(({ name, evidence }) => ({
    name,
    why: evidence.map(evidenceWords).join('; '),
  }));
  return <NameHelp what="Events it may be waiting for" names={names ?? null} error={error} onPick={onPick} />;
}

function OperationNames({ target, onPick }: Omit<CommandNameHelpProps, 'command'>) {
  const { data, error } = useQuery(operationNamesQuery(target));
  const names = data === undefined ? null : operationNames(data);
  return <NameHelp what="Operations it knows" names={names} error={error} onPick={onPick} />;
}

/** Names that speak for themselves: what the instance waits for, what the entity ran. */
export function CommandNameHelp({ command, ...rest }: CommandNameHelpProps) {
  if (command === 'raise-event') return <EventNames {...rest} />;
  return command === 'signal-entity' ? <OperationNames {...rest} /> : null;
}
