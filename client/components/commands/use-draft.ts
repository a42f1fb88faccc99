import { useState } from 'react';
import type { CommandName } from '../../../shared/domain/actions.ts';
import { checkDraft, type CheckOptions, type DraftProblems } from './check-draft.ts';
import { emptyDraft, type CommandDraft } from './command-draft.ts';

export interface DraftInHand {
  readonly draft: CommandDraft;
  readonly change: (change: Partial<CommandDraft>) => void;
  /** Those worth showing: what is missing only after somebody tried to send. */
  readonly problemsOf: (shown: CommandDraft, options: CheckOptions) => DraftProblems;
  /** Whether it can be sent; from then on everything that is missing is shown. */
  readonly isSendable: (shown: CommandDraft, options: CheckOptions) => boolean;
}

/** The draft of a form from empty to sendable. */
export function useDraft(command: CommandName, first: Partial<CommandDraft>): DraftInHand {
  const [draft, setDraft] = useState<CommandDraft>({ ...emptyDraft, ...first });
  const [isTried, setIsTried] = useState(false);
  return {
    draft,
    change: (change) => setDraft((before) => ({ ...before, ...change })),
    problemsOf(shown, options) {
      const { wrong, missing } = checkDraft(command, shown, options);
      return isTried ? { ...missing, ...wrong } : wrong;
    },
    isSendable(shown, options) {
      setIsTried(true);
      const { wrong, missing } = checkDraft(command, shown, { ...options, nowMs: Date.now() });
      return Object.keys({ ...wrong, ...missing }).length === 0;
    },
  };
}
