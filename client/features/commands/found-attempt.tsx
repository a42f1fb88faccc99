import { useQuery } from '@tanstack/react-query';
import { ArrowRight, CircleSlash } from 'lucide-react';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { sessionQuery } from '../../api/session-queries.ts';
import { describeError } from '../../lib/error-words.ts';
import { useNow } from '../../lib/use-now.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { attemptMs, attemptQuery } from './command-queries.ts';
import { FollowedCommand } from './followed-command.tsx';
import { nameIn, receiptIn } from './logged-command.ts';
import { LookedFor } from './looked-for.tsx';
import { OutcomeMark, TimeOfDay } from './outcome-mark.tsx';
import type { SentCommand } from './sent-command.ts';

interface FoundAttemptProps {
  hub: string;
  instanceId: string | null;
  sent: SentCommand;
  /** Of an answer that did not say what was sent; `null` = there was no answer. */
  requestId: string | null;
  sentAtMs: number;
}

/** An attempt without an end is being made, or was when the server ended. */
const hasEnded = ({ result, receipt }: AuditEntry) => result !== 'unknown' || receipt !== null;

/** Looks into the server's log of actions for what got no answer, and tells what it says. */
export function FoundAttempt({ hub, instanceId, sent, requestId, sentAtMs }: FoundAttemptProps) {
  const { data: session } = useQuery(sessionQuery);
  const isOwn = (entry: AuditEntry) =>
    requestId === null
      ? entry.user.id === session?.user?.id && nameIn(entry) === sent.subject
      : entry.requestId === requestId;
  const attempt = { command: sent.command, instanceId, sentAtMs };
  const { data, error } = useQuery({
    ...attemptQuery(hub, attempt, (entries) => entries.some((entry) => isOwn(entry) && hasEnded(entry))),
    enabled: session !== undefined,
  });
  const isOver = useNow(1_000) - sentAtMs > attemptMs;
  const found = data?.entries.find(isOwn);
  if (found !== undefined && hasEnded(found)) return <Found hub={hub} entry={found} />;
  if (error !== null)
    return (
      <span>
        Whether it was sent could not be looked up: {describeError(error).detail} It is not sent again by
        itself.
      </span>
    );
  if (found !== undefined)
    return (
      <span className="text-ink-muted">
        The server has written down that it began, and no end so far. It is not sent again by itself.
      </span>
    );
  return (
    <span className={isOver ? '' : 'text-ink-muted'}>
      {isOver
        ? 'The server wrote down no such command: most likely it never arrived. It is not sent again by itself.'
        : 'The server has not written it down so far; it is looked for on, and not sent again by itself.'}
    </span>
  );
}

function Found({ hub, entry }: { hub: string; entry: AuditEntry }) {
  const { at, result, message } = entry;
  const receipt = receiptIn(entry);
  if (result === 'accepted' || result === 'unknown') {
    return (
      <>
        <ArrowRight aria-hidden size={12} className="text-ink-faint" />
        <span>
          {result === 'accepted' ? 'the server took it at' : 'the server tried it at'}{' '}
          <TimeOfDay instant={at} />
        </span>
        {receipt !== null && result === 'accepted' && (
          <FollowedCommand hub={hub} receipt={receipt} answeredAtMs={instantToMs(at)} />
        )}
        {receipt !== null && result === 'unknown' && <LookedFor hub={hub} receipt={receipt} />}
      </>
    );
  }
  return (
    <OutcomeMark icon={CircleSlash} look="text-warning">
      <span className="wrap-anywhere">
        nothing was sent: {result} at <TimeOfDay instant={at} />
        {message !== null && `: ${toVisibleText(message)}`}
      </span>
    </OutcomeMark>
  );
}
