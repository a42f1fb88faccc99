import { DropdownMenu } from 'radix-ui';
import { useId } from 'react';
import type { InstanceRow } from '../../../../shared/contract/instances.ts';
import type { Actor, InstanceCommandName } from '../../../../shared/domain/actions.ts';
import { commandWords } from '../../../components/commands/command-words.ts';
import {
  allOf,
  decideUnknown,
  offeredCommands,
  type CommandOffer,
} from '../../../components/commands/offered-commands.ts';
import { useActor } from '../../../components/commands/use-actor.ts';
import { MenuItem, Separator } from './menu-item.tsx';

interface RowCommandsProps {
  hub: string;
  row: InstanceRow;
  onChoose: (command: InstanceCommandName) => void;
}

/** Holds the place of the items until it is known who asks. */
const whoMayAll: Actor = { role: 'admin', readOnlyReason: null, unavailable: {} };

/** Where nothing can be given, why the most usual command cannot. */
function refusalOf(offer: CommandOffer): string | null {
  if (offer.refusal !== null) return offer.refusal;
  const [first, ...others] = allOf(offer).map(({ decision }) => decision);
  return first?.isAllowed === false && others.every(({ isAllowed }) => !isAllowed) ? first.reason : null;
}

/** The commands that can be given to a row, or why nothing can be done here. */
export function RowCommands({ hub, row, onChoose }: RowCommandsProps) {
  const { actor, error } = useActor(hub);
  const offer = offeredCommands(row, { actor: actor ?? whoMayAll, error });
  const commands = allOf(offer).filter(({ decision }) => decision.isAllowed);
  const refusal = error === null ? refusalOf(offer) : decideUnknown(error).reason;
  return (
    <>
      <DropdownMenu.Group aria-label="Commands">
        {refusal === null ? (
          commands.map(({ command }) => (
            <MenuItem key={command} isDisabled={actor === null} onSelect={() => onChoose(command)}>
              {commandWords[command].label}…
            </MenuItem>
          ))
        ) : (
          <RefusedItem refusal={refusal} />
        )}
      </DropdownMenu.Group>
      <Separator />
    </>
  );
}

/** Can be reached, so that its reason is read out. */
function RefusedItem({ refusal }: { refusal: string }) {
  const reasonId = useId();
  return (
    <DropdownMenu.Item
      aria-label="Commands"
      aria-disabled
      aria-describedby={reasonId}
      onSelect={(event) => event.preventDefault()}
      className="cursor-not-allowed px-3 py-1 outline-none data-highlighted:bg-selected"
    >
      <span className="text-ink-faint">Commands</span>
      <span id={reasonId} className="block text-sm text-ink-muted">
        {refusal}
      </span>
    </DropdownMenu.Item>
  );
}
