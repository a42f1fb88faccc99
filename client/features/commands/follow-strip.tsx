import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowRight, CircleCheck, CircleHelp, CircleSlash, Hourglass, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import { msToInstant, type Instant } from '../../../shared/domain/instant.ts';
import { instanceLevel } from '../../api/query-levels.ts';
import { Button } from '../../components/button.tsx';
import { describeError } from '../../lib/error-words.ts';
import { formatAbsolute } from '../../lib/format-instant.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useNow } from '../../lib/use-now.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { commandProgressQuery, queueBacklogQuery } from './command-queries.ts';
import { commandWords } from './command-words.ts';
import { describeQueue } from './queue-facts.ts';
import type { SentCommand } from './sent-command.ts';

/** Idle workers look into their queues every 30 s at the latest. */
const patienceMs = 30_000;

function TimeOfDay({ instant }: { instant: Instant }) {
  const { timeZone } = usePreferences();
  const [, time] = formatAbsolute(instant, timeZone).split(' ');
  return <time dateTime={instant}>{time?.slice(0, 8)}</time>;
}

interface FollowStripProps {
  hub: string;
  commands: readonly SentCommand[];
  onDismiss: (key: number) => void;
}

/** What became of the commands sent from this page. */
export function FollowStrip({ hub, commands, onDismiss }: FollowStripProps) {
  return (
    <ul aria-label="Commands sent" aria-live="polite" className="flex flex-col">
      {commands.map((sent) => (
        <li key={sent.key} className="flex items-start gap-2 border-b border-line bg-sunken px-4 py-1">
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 leading-7">
            <span className="font-medium">{commandWords[sent.command].label}</span>
            {sent.eventName !== null && (
              <span className="font-mono text-sm">{toVisibleText(sent.eventName)}</span>
            )}
            {sent.outcome.kind === 'queued' ? (
              <QueuedCommand hub={hub} receipt={sent.outcome.receipt} answeredAtMs={sent.answeredAtMs} />
            ) : (
              <UnknownOutcome error={sent.outcome.error} eventType={commandWords[sent.command].eventType} />
            )}
          </span>
          <Button look="quiet" icon={X} aria-label="Dismiss" onClick={() => onDismiss(sent.key)} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ icon: Icon, look, children }: { icon: typeof X; look: string; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 ${look}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {children}
    </span>
  );
}

function UnknownOutcome({ error, eventType }: { error: Error; eventType: string }) {
  const { title, detail, code, requestId } = describeError(error);
  return (
    <>
      <Outcome icon={CircleHelp} look="text-warning">
        outcome unknown
      </Outcome>
      <span>
        {title}: {detail} It may have been sent, and is not sent again by itself. If it was, {eventType}{' '}
        appears in the history.
      </span>
      {requestId !== null && (
        <span className="font-mono text-sm text-ink-muted">
          {code} {requestId}
        </span>
      )}
    </>
  );
}

interface QueuedCommandProps {
  hub: string;
  receipt: CommandReceipt;
  answeredAtMs: number;
}

function QueuedCommand({ hub, receipt, answeredAtMs }: QueuedCommandProps) {
  const { data, dataUpdatedAt, error } = useQuery(commandProgressQuery(hub, receipt));
  const queryClient = useQueryClient();
  const state = data?.state ?? 'queued';
  useEffect(() => {
    if (state === 'queued') return;
    const queryKey = instanceLevel(hub, receipt.instanceId);
    void queryClient.invalidateQueries({
      queryKey,
      predicate: (query) => !query.queryKey.includes('command'),
    });
  }, [state, queryClient, hub, receipt.instanceId]);
  return (
    <>
      <Outcome icon={Hourglass} look="text-ink-muted">
        queued <TimeOfDay instant={receipt.sentAt} />
      </Outcome>
      {state !== 'queued' && <ArrowRight aria-hidden size={12} className="text-ink-faint" />}
      {state === 'applied' && (
        <Outcome icon={CircleCheck} look="text-ink">
          applied <TimeOfDay instant={msToInstant(dataUpdatedAt)} />
        </Outcome>
      )}
      {state === 'dropped' && (
        <>
          <Outcome icon={CircleSlash} look="text-warning">
            dropped
          </Outcome>
          <span>{data?.detail}</span>
        </>
      )}
      {state === 'queued' && error !== null && (
        <span className="text-warning">Following it fails: {describeError(error).detail}</span>
      )}
      {state === 'queued' && <Waiting hub={hub} queue={receipt.queue ?? ''} sinceMs={answeredAtMs} />}
    </>
  );
}

function Waiting({ hub, queue, sinceMs }: { hub: string; queue: string; sinceMs: number }) {
  const isLate = useNow(1_000) - sinceMs >= patienceMs;
  const { data: backlog } = useQuery({ ...queueBacklogQuery(hub), enabled: isLate });
  if (!isLate) return <span className="text-ink-muted">waiting for a worker to take it</span>;
  return (
    <span>
      <span className="text-warning">No worker has picked it up yet.</span>{' '}
      <span aria-live="off">{backlog && describeQueue(backlog, queue)}</span>
    </span>
  );
}
