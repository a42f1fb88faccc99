import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { commandWords } from '../../components/commands/command-words.ts';
import { InstanceLink } from '../../components/instance-link.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';
import { commandProgressQuery } from './command-queries.ts';
import { FollowedCommand } from './followed-command.tsx';
import type { FollowedReceipt, SentCommand } from './sent-command.ts';
import { UnknownOutcome } from './unknown-outcome.tsx';

interface FollowStripProps {
  hub: string;
  /** Whose page it is; commands to others lead to them. */
  instanceId: string | null;
  commands: readonly SentCommand[];
  onDismiss: (key: number) => void;
  /** Opens the form again; it is never sent again by itself. */
  onAgain: (sent: SentCommand) => void;
  /** Sent before the page was opened. */
  resumed?: readonly SentCommand[];
  onDismissResumed?: (key: number) => void;
}

/** What became of the commands sent from this page, and of those before that are still on their way. */
export function FollowStrip({ hub, instanceId, commands, onDismiss, onAgain, ...before }: FollowStripProps) {
  const { resumed = [], onDismissResumed } = before;
  return (
    <ul aria-label="Commands sent" aria-live="polite" className="flex flex-col">
      {resumed.map((sent) => (
        <Resumed
          key={sent.outcome.receipt?.sentAt}
          hub={hub}
          instanceId={instanceId}
          sent={sent}
          receipt={sent.outcome.receipt}
          onDismiss={() => onDismissResumed?.(sent.key)}
          onAgain={null}
        />
      ))}
      {commands.map((sent) => (
        <Sent
          key={sent.key}
          hub={hub}
          instanceId={instanceId}
          sent={sent}
          onDismiss={() => onDismiss(sent.key)}
          onAgain={() => onAgain(sent)}
        />
      ))}
    </ul>
  );
}

interface SentProps {
  hub: string;
  instanceId: string | null;
  sent: SentCommand;
  onDismiss: () => void;
  onAgain: (() => void) | null;
}

function Sent({ hub, instanceId, sent, onDismiss, onAgain }: SentProps) {
  const { command, subject, by, outcome } = sent;
  const { receipt } = outcome;
  return (
    <li className="flex items-start gap-2 border-b border-line bg-sunken px-4 py-1">
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 leading-7">
        <span className="font-medium">{commandWords[command].label}</span>
        {subject !== null && (
          <bdi className="max-w-80 truncate font-mono text-sm">{toVisibleText(subject)}</bdi>
        )}
        {by !== null && <span className="text-ink-muted">by {toVisibleText(by)}</span>}
        {receipt !== null && receipt.instanceId !== instanceId && (
          <InstanceLink hub={hub} instanceId={receipt.instanceId} />
        )}
        {outcome.kind === 'accepted' ? (
          <FollowedCommand hub={hub} receipt={outcome.receipt} answeredAtMs={sent.answeredAtMs} />
        ) : (
          <UnknownOutcome hub={hub} instanceId={instanceId} sent={sent} {...outcome} onAgain={onAgain} />
        )}
      </span>
      <Button look="quiet" icon={X} aria-label="Dismiss" onClick={onDismiss} />
    </li>
  );
}

/** What is done already is told in the list of actions; here it is shown from when it was seen waiting. */
function Resumed({ receipt, ...props }: SentProps & { receipt: FollowedReceipt | null }) {
  return receipt === null ? null : <ResumedOne {...props} receipt={receipt} />;
}

function ResumedOne({ receipt, ...props }: SentProps & { receipt: FollowedReceipt }) {
  const { data } = useQuery(commandProgressQuery(props.hub, receipt));
  const [wasWaiting, setWasWaiting] = useState(false);
  if (!wasWaiting && data?.state === 'queued') setWasWaiting(true);
  return wasWaiting && <Sent {...props} />;
}
