import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { CommandName, InstanceCommandName } from '../../../shared/domain/actions.ts';
import { auditLevel, historyLevel, instanceLevel } from '../../api/query-levels.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { commandWords } from '../../components/commands/command-words.ts';
import {
  allOf,
  offeredCommands,
  type CommandOffer,
  type OfferedCommand,
} from '../../components/commands/offered-commands.ts';
import { useActor, type KnownActor } from '../../components/commands/use-actor.ts';
import { WarningNote } from '../../components/warning-note.tsx';
import { useOfferedPageActions, type CommandFill } from '../../lib/page-actions.ts';
import { useRequestedCommand } from '../../lib/requested-command.ts';
import { CommandButtons } from './command-buttons.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { FollowStrip } from './follow-strip.tsx';
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
  readonly eventName: string | null;
}

function freshChoice(command: InstanceCommandName, filled?: CommandFill): Choice {
  return { command, sentBefore: null, eventName: filled?.eventName ?? null };
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
  useOfferedCommands(isGone ? null : instance, known, setChoice);

  const { requested, clear } = useRequestedCommand();
  const [opened, setOpened] = useState<typeof requested>(null);
  const awaited = isGone || requested === opened ? undefined : offerOf(offer, requested?.command);
  if (requested !== null && awaited?.decision.isAllowed === true) {
    setOpened(requested);
    setChoice(freshChoice(requested.command, requested));
  }
  const chosen = isGone ? undefined : offerOf(offer, choice?.command);
  const close = () => {
    setChoice(null);
    clear();
  };
  return (
    <>
      {!isGone && (
        <div className="border-b border-line px-4 py-2">
          <CommandButtons
            offer={offer}
            known={known}
            onChoose={(command) => setChoice(freshChoice(command))}
          />
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
          const again = offerOf(offer, command);
          if (again !== undefined) setChoice({ ...freshChoice(again.command), sentBefore: draft });
        }}
      />
      {awaited !== undefined && known.actor !== null && <RefusalNote {...awaited} />}
      {choice !== null && chosen !== undefined && (
        <CommandDialog
          hub={hub}
          instance={instance}
          command={choice.command}
          warning={chosen.decision.isAllowed ? chosen.decision.warning : chosen.decision.reason}
          needsForce={chosen.decision.isAllowed && chosen.decision.needsForce}
          isReasonRequired={known.isReasonRequired}
          sentBefore={choice.sentBefore}
          eventName={choice.eventName}
          onClose={close}
          onOutcome={(outcome, draft) => {
            sent.add(choice.command, outcome, draft);
            close();
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

function offerOf(offer: CommandOffer, command: CommandName | undefined) {
  return allOf(offer).find((one) => one.command === command);
}

/** What somebody came here for cannot be done. */
function RefusalNote({ command, decision }: OfferedCommand) {
  if (decision.isAllowed) return null;
  return (
    <div role="status" className="px-4 pt-2">
      <WarningNote>
        {commandWords[command].label} cannot be given now. {decision.reason}
      </WarningNote>
    </div>
  );
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
      instanceId: instance.instanceId,
      label: commandWords[command].label,
      icon: commandWords[command].icon,
      refusal: decision.isAllowed ? null : decision.reason,
      run: (filled?: CommandFill) => {
        window.setTimeout(() => onChoose(freshChoice(command, filled)), paletteCloseMs);
      },
    }));
  }, [instance, actor, error, onChoose]);
  useOfferedPageActions(actions);
}
