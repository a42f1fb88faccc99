import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { unknownOutcomeOf } from './send-command.ts';
import type { SendOutcome } from './sent-command.ts';

/**
 * Sends one command, once. A failure that proves that nothing was sent stays as `error` and may be tried again;
 * every other end is reported and takes the command out of the reader's hands.
 */
export function useCommand(
  sendDraft: (draft: CommandDraft) => Promise<CommandReceipt>,
  onOutcome: (outcome: SendOutcome, draft: CommandDraft) => void,
) {
  const sentAtMs = useRef(0);
  const { mutate, isPending, error } = useMutation({
    mutationFn: sendDraft,
    onSuccess: (receipt, draft) => onOutcome({ kind: 'accepted', receipt }, draft),
    onError: (failure, draft) => {
      const outcome = unknownOutcomeOf(failure, sentAtMs.current);
      if (outcome !== null) onOutcome(outcome, draft);
    },
  });
  // Two clicks within one frame both see the button of the first.
  const isSent = useRef(false);
  function send(draft: CommandDraft): void {
    if (isSent.current) return;
    isSent.current = true;
    sentAtMs.current = Date.now();
    mutate(draft, { onSettled: () => (isSent.current = false) });
  }
  return { send, isPending, error: error !== null && unknownOutcomeOf(error, 0) === null ? error : null };
}
