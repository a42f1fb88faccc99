import { useId } from 'react';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import { commandWords } from '../../components/commands/command-words.ts';
import type { CommandOffer, OfferedCommand } from '../../components/commands/offered-commands.ts';
import type { KnownActor } from '../../components/commands/use-actor.ts';
import { Tooltip } from '../../components/tooltip.tsx';
import { describeError } from '../../lib/error-words.ts';
import { MoreMenu } from './more-menu.tsx';

interface CommandButtonsProps {
  offer: CommandOffer;
  known: KnownActor;
  onChoose: (command: InstanceCommandName) => void;
}

/** Every command is always there; one that cannot be given now says why. */
export function CommandButtons({ offer, known, onChoose }: CommandButtonsProps) {
  return (
    <div role="group" aria-label="Commands" className="flex flex-wrap items-center gap-1.5">
      {offer.frequent.map((offered) => (
        <CommandButton key={offered.command} {...offered} onChoose={onChoose} />
      ))}
      {offer.others.length > 0 && <MoreMenu commands={offer.others} onChoose={onChoose} />}
      {offer.refusal !== null && <span className="ml-1.5 text-ink-muted">{offer.refusal}</span>}
      {known.error !== null && (
        <span role="alert" className="ml-1.5 inline-flex flex-wrap items-center gap-1.5 text-warning">
          What you may do here could not be read: {describeError(known.error).detail}
          <Button look="quiet" isBusy={known.isReading} onClick={known.retry}>
            Try again
          </Button>
        </span>
      )}
    </div>
  );
}

function CommandButton({
  command,
  decision,
  onChoose,
}: OfferedCommand & Pick<CommandButtonsProps, 'onChoose'>) {
  const reasonId = useId();
  const { label, icon } = commandWords[command];
  if (decision.isAllowed)
    return (
      <Button icon={icon} onClick={() => onChoose(command)}>
        {label}
      </Button>
    );
  return (
    <>
      <Tooltip text={decision.reason}>
        <Button
          icon={icon}
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
