import { CirclePause, CirclePlay, OctagonX, Send, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { decideAction, type ActionSubject, type Actor } from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { offeredCommands, type OfferedCommand } from './offered-commands.ts';
import { commandWords } from './command-words.ts';

const icons = {
  terminate: OctagonX,
  'raise-event': Send,
  suspend: CirclePause,
  resume: CirclePlay,
} as const satisfies Record<OfferedCommand, LucideIcon>;

const everything: Actor = { role: 'admin', readOnlyReason: null, unavailable: {} };

interface CommandButtonsProps {
  subject: ActionSubject;
  onChoose: (command: OfferedCommand, warning: string | null) => void;
}

/** The reason when it is one and the same for every command. */
function commonRefusal(subject: ActionSubject): string | null {
  const reasons = offeredCommands.map((command) => {
    const decision = decideAction(command, subject, everything);
    return decision.isAllowed ? null : decision.reason;
  });
  return reasons.every((reason) => reason === reasons[0]) ? (reasons[0] ?? null) : null;
}

/** Every command is always there; one that cannot be given now says why. */
export function CommandButtons({ subject, onChoose }: CommandButtonsProps) {
  const refusal = commonRefusal(subject);
  return (
    <div role="group" aria-label="Commands" className="flex flex-wrap items-center gap-1.5">
      {offeredCommands.map((command) => (
        <CommandButton key={command} command={command} subject={subject} onChoose={onChoose} />
      ))}
      {refusal !== null && <span className="ml-1.5 text-ink-muted">{refusal}</span>}
    </div>
  );
}

function CommandButton({ command, subject, onChoose }: CommandButtonsProps & { command: OfferedCommand }) {
  const reasonId = useId();
  const decision = decideAction(command, subject, everything);
  const { label } = commandWords[command];
  if (decision.isAllowed)
    return (
      <Button icon={icons[command]} onClick={() => onChoose(command, decision.warning)}>
        {label}
      </Button>
    );
  return (
    <>
      <Tooltip text={decision.reason}>
        <Button
          icon={icons[command]}
          aria-disabled
          aria-describedby={reasonId}
          className="cursor-not-allowed text-ink-faint"
        >
          {label}
        </Button>
      </Tooltip>
      <span id={reasonId} hidden>
        {decision.reason}
      </span>
    </>
  );
}
