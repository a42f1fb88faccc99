import { CirclePause, CirclePlay, OctagonX, Send, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import {
  commandNames,
  decideAction,
  type ActionSubject,
  type CommandName,
} from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { commandWords } from './command-words.ts';

const icons = {
  terminate: OctagonX,
  'raise-event': Send,
  suspend: CirclePause,
  resume: CirclePlay,
} as const satisfies Record<CommandName, LucideIcon>;

interface CommandButtonsProps {
  subject: ActionSubject;
  onChoose: (command: CommandName, warning: string | null) => void;
}

/** The reason when it is one and the same for every command. */
function commonRefusal(subject: ActionSubject): string | null {
  const reasons = commandNames.map((command) => {
    const decision = decideAction(command, subject);
    return decision.isAllowed ? null : decision.reason;
  });
  return reasons.every((reason) => reason === reasons[0]) ? (reasons[0] ?? null) : null;
}

/** Every command is always there; one that cannot be given now says why. */
export function CommandButtons({ subject, onChoose }: CommandButtonsProps) {
  const refusal = commonRefusal(subject);
  return (
    <div role="group" aria-label="Commands" className="flex flex-wrap items-center gap-1.5">
      {commandNames.map((command) => (
        <CommandButton key={command} command={command} subject={subject} onChoose={onChoose} />
      ))}
      {refusal !== null && <span className="ml-1.5 text-ink-muted">{refusal}</span>}
    </div>
  );
}

function CommandButton({ command, subject, onChoose }: CommandButtonsProps & { command: CommandName }) {
  const reasonId = useId();
  const decision = decideAction(command, subject);
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
