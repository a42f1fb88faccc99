import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { auditLevel, historyLevel, instanceLevel } from '../../api/query-levels.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { commandWords } from '../../components/commands/command-words.ts';
import { useOfferedPageActions } from '../../lib/page-actions.ts';
import { CommandButtons } from './command-buttons.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { FollowStrip } from './follow-strip.tsx';
import { offeredCommands } from './offered-commands.ts';
import { useActor, type KnownActor } from './use-actor.ts';
import { useResumedCommands } from './use-resumed-commands.ts';
import { useSentCommands } from './use-sent-commands.ts';

interface CommandBarProps {
  hub: string;
  instance: InstanceDetail;
  /** Then there is nothing left to give commands to, only what became of the last ones. */
  isGone: boolean;
}

interface Choice {
  readonly command: InstanceCommandName;
  readonly sentBefore: CommandDraft | null;
}

/** The commands of one instance or entity, and what became of those sent. */
export function CommandBar({ hub, instance, isGone }: CommandBarProps) {
  const { instanceId } = instance;
  const known = useActor(hub);
  const [choice, setChoice] = useState<Choice | null>(null);
  const queryClient = useQueryClient();
  const sent = useSentCommands();
  const resumed = useResumedCommands({ hub, instanceId }, sent.commands);
  const offer = offeredCommands(instance, known);
  const choose = (command: InstanceCommandName) => setChoice({ command, sentBefore: null });
  useOfferedCommands(isGone ? null : instance, known, setChoice);

  const chosen = isGone ? undefined : allOf(offer).find(({ command }) => command === choice?.command);
  return (
    <>
      {!isGone && (
        <div className="border-b border-line px-4 py-2">
          <CommandButtons offer={offer} known={known} onChoose={choose} />
        </div>
      )}
      <FollowStrip
        hub={hub}
        instanceId={instanceId}
        commands={sent.commands}
        onDismiss={sent.dismiss}
        resumed={resumed.commands}
        onDismissResumed={resumed.dismiss}
        onAgain={({ command, draft }) => {
          const again = allOf(offer).find((one) => one.command === command);
          if (again !== undefined) setChoice({ command: again.command, sentBefore: draft });
        }}
      />
      {choice !== null && chosen !== undefined && (
        <CommandDialog
          hub={hub}
          instance={instance}
          command={choice.command}
          warning={chosen.decision.isAllowed ? chosen.decision.warning : chosen.decision.reason}
          needsForce={chosen.decision.isAllowed && chosen.decision.needsForce}
          isReasonRequired={known.isReasonRequired}
          sentBefore={choice.sentBefore}
          onClose={() => setChoice(null)}
          onOutcome={(outcome, draft) => {
            sent.add(choice.command, outcome, draft);
            setChoice(null);
            // It may have changed events before it came to the row.
            if (choice.command === 'rewind' && outcome.kind === 'unknown')
              void queryClient.resetQueries({ queryKey: historyLevel(hub, instanceId) });
            void queryClient.invalidateQueries({ queryKey: instanceLevel(hub, instanceId) });
            void queryClient.invalidateQueries({ queryKey: auditLevel(hub) });
          }}
        />
      )}
    </>
  );
}

function allOf({ frequent, others }: ReturnType<typeof offeredCommands>) {
  return [...frequent, ...others];
}

/** The palette closes and gives the focus back before a form may open. */
const paletteCloseMs = 50;

function useOfferedCommands(
  instance: InstanceDetail | null,
  { actor, error }: KnownActor,
  onChoose: (choice: Choice) => void,
): void {
  const actions = useMemo(() => {
    if (instance === null) return [];
    return allOf(offeredCommands(instance, { actor, error })).map(({ command, decision }) => ({
      key: command,
      label: commandWords[command].label,
      icon: commandWords[command].icon,
      refusal: decision.isAllowed ? null : decision.reason,
      run: () => {
        window.setTimeout(() => onChoose({ command, sentBefore: null }), paletteCloseMs);
      },
    }));
  }, [instance, actor, error, onChoose]);
  useOfferedPageActions(actions);
}
