import { X } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { commandWords } from '../../components/commands/command-words.ts';
import { InstanceLink } from '../../components/instance-link.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { FollowedCommand } from './followed-command.tsx';
import type { SentCommand } from './sent-command.ts';
import { UnknownOutcome } from './unknown-outcome.tsx';

interface FollowStripProps {
  hub: string;
  /** Whose page it is; commands to others lead to them. */
  instanceId: string | null;
  commands: readonly SentCommand[];
  onDismiss: (key: number) => void;
  /** Opens the form again; it is never sent again by itself. */
  onAgain: (sent: SentCommand) => void;
}

/** What became of the commands sent from this page. */
export function FollowStrip({ hub, instanceId, commands, onDismiss, onAgain }: FollowStripProps) {
  return (
    <ul aria-label="Commands sent" aria-live="polite" className="flex flex-col">
      {commands.map((sent) => {
        const { receipt } = sent.outcome;
        return (
          <li key={sent.key} className="flex items-start gap-2 border-b border-line bg-sunken px-4 py-1">
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 leading-7">
              <span className="font-medium">{commandWords[sent.command].label}</span>
              {sent.subject !== null && (
                <bdi className="max-w-80 truncate font-mono text-sm">{toVisibleText(sent.subject)}</bdi>
              )}
              {receipt !== null && receipt.instanceId !== instanceId && (
                <InstanceLink hub={hub} instanceId={receipt.instanceId} />
              )}
              {sent.outcome.kind === 'accepted' ? (
                <FollowedCommand hub={hub} receipt={sent.outcome.receipt} answeredAtMs={sent.answeredAtMs} />
              ) : (
                <UnknownOutcome hub={hub} {...sent.outcome} onAgain={() => onAgain(sent)} />
              )}
            </span>
            <Button look="quiet" icon={X} aria-label="Dismiss" onClick={() => onDismiss(sent.key)} />
          </li>
        );
      })}
    </ul>
  );
}
