import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import type { OfferedCommand } from './offered-commands.ts';
import type { CommandInput } from './command-input.ts';
import { isOutcomeUnknown, sendCommand, type CommandTarget } from './send-command.ts';

/** What became of sending, as far as it is worth following. */
export type SendOutcome =
  | { readonly kind: 'queued'; readonly receipt: CommandReceipt }
  | { readonly kind: 'unknown'; readonly error: Error };

/**
 * Sends one command, once. A failure that proves that nothing was sent stays as `error` and may be tried again;
 * every other end is reported and takes the command out of the reader's hands.
 */
export function useCommand(
  target: CommandTarget,
  command: OfferedCommand,
  onOutcome: (outcome: SendOutcome, input: CommandInput) => void,
) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (input: CommandInput) => sendCommand(target, command, input),
    onSuccess: (receipt, input) => onOutcome({ kind: 'queued', receipt }, input),
    onError: (failure, input) => {
      if (isOutcomeUnknown(failure)) onOutcome({ kind: 'unknown', error: failure }, input);
    },
  });
  // Two clicks within one frame both see the button of the first.
  const isSent = useRef(false);
  function send(input: CommandInput): void {
    if (isSent.current) return;
    isSent.current = true;
    mutate(input, { onSettled: () => (isSent.current = false) });
  }
  return { send, isPending, error: error !== null && isOutcomeUnknown(error) ? null : error };
}
