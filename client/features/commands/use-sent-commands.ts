import { useState } from 'react';
import type { OfferedCommand } from './offered-commands.ts';
import type { CommandInput } from './command-input.ts';
import type { SentCommand } from './sent-command.ts';
import type { SendOutcome } from './use-command.ts';

/** The commands sent from this page, in the order in which they were sent. */
export function useSentCommands() {
  const [commands, setCommands] = useState<readonly SentCommand[]>([]);
  function add(command: OfferedCommand, outcome: SendOutcome, input: CommandInput): void {
    const eventName = command === 'raise-event' ? input.eventName.trim() : null;
    setCommands((before) => {
      const key = (before.at(-1)?.key ?? 0) + 1;
      return [...before, { key, command, eventName, answeredAtMs: Date.now(), outcome }];
    });
  }
  function dismiss(key: number): void {
    setCommands((before) => before.filter((sent) => sent.key !== key));
  }
  return { commands, add, dismiss };
}
