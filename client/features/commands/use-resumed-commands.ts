import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import { instantToMs } from '../../../shared/domain/instant.ts';
import { ApiError } from '../../api/api-errors.ts';
import { sessionQuery } from '../../api/session-queries.ts';
import { recentCommandsQuery } from './command-queries.ts';
import { nameIn, receiptIn } from './logged-command.ts';
import type { CommandTarget } from './send-command.ts';
import type { FollowedReceipt, SendOutcome, SentCommand } from './sent-command.ts';

type FollowedOutcome = SendOutcome & { readonly receipt: FollowedReceipt };

/** Each one is asked for again and again. */
const maxResumed = 5;

function outcomeOf(entry: AuditEntry): FollowedOutcome | null {
  const { at, result, code, message, requestId } = entry;
  const receipt = receiptIn(entry);
  // What was done at once is done.
  if (receipt === null || receipt.queue === null) return null;
  if (result === 'accepted') return { kind: 'accepted', receipt };
  if (result !== 'unknown') return null;
  const answer = { status: 504, code: code ?? 'outcome-unknown', requestId } as const;
  const error = new ApiError({ ...answer, message: message ?? 'No answer came before the server ended.' });
  return { kind: 'unknown', error, receipt, sentAtMs: instantToMs(at) };
}

function resumed(entry: AuditEntry, key: number, readerId: string | undefined): readonly SentCommand[] {
  const outcome = outcomeOf(entry);
  if (outcome === null) return [];
  const { at, user } = entry;
  const by = user.id === readerId ? null : user.name;
  const subject = nameIn(entry);
  return [
    {
      key,
      command: outcome.receipt.command,
      subject,
      answeredAtMs: instantToMs(at),
      outcome,
      draft: null,
      by,
    },
  ];
}

/** Commands that anybody sent to the instance shortly before its page was opened, in the order in which they were sent. */
export function useResumedCommands(target: CommandTarget, sent: readonly SentCommand[]) {
  const { data } = useQuery(recentCommandsQuery(target));
  const { data: session } = useQuery(sessionQuery);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const idOf = ({ outcome: { receipt } }: SentCommand) =>
    `${receipt?.command} ${receipt?.sentAt} ${receipt?.instanceId}`;
  const here = new Set(sent.map(idOf));
  const commands =
    session === undefined
      ? []
      : (data?.entries ?? [])
          .flatMap((entry, place) => resumed(entry, place, session.user?.id))
          .filter((one) => !dismissed.has(idOf(one)) && !here.has(idOf(one)))
          .slice(0, maxResumed)
          .reverse();
  function dismiss(key: number): void {
    const one = commands.find((command) => command.key === key);
    if (one !== undefined) setDismissed((before) => new Set([...before, idOf(one)]));
  }
  return { commands, dismiss };
}
