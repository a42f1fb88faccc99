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

/** Every command is always there; one that cannot be given now says why. */
export function CommandButtons({ subject, onChoose }: CommandButtonsProps) {
  return (
    <div role="group" aria-label="Commands" className="flex flex-wrap gap-1.5">
      {commandNames.map((command) => (
        <CommandButton key={command} command={command} subject={subject} onChoose={onChoose} />
      ))}
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
