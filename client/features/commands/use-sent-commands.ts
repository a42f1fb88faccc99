import { useState } from 'react';
import type { CommandName } from '../../../shared/domain/actions.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { withDueAt, type SendOutcome, type SentCommand } from './sent-command.ts';

/** The commands sent from this page, in the order in which they were sent. */
export function useSentCommands() {
  const [commands, setCommands] = useState<readonly SentCommand[]>([]);
  function add(command: CommandName, outcome: SendOutcome, draft: CommandDraft): void {
    const name = draft.name.trim();
    const sent = {
      command,
      subject: name === '' ? null : name,
      answeredAtMs: Date.now(),
      outcome: withDueAt(outcome, draft.isScheduled ? draft.dueAt : null),
      draft: outcome.kind === 'unknown' ? draft : null,
      by: null,
    };
    setCommands((before) => [...before, { ...sent, key: (before.at(-1)?.key ?? 0) + 1 }]);
  }
  function dismiss(key: number): void {
    setCommands((before) => before.filter((sent) => sent.key !== key));
  }
  return { commands, add, dismiss };
}
