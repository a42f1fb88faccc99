import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useId, useRef } from 'react';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import { commandWords } from '../../components/commands/command-words.ts';
import type { OfferedCommand } from '../../components/commands/offered-commands.ts';

interface MoreMenuProps {
  commands: readonly OfferedCommand[];
  onChoose: (command: InstanceCommandName) => void;
}

/** Commands that are rarely given; one that cannot be given says why in its own line, and can be reached all the same. */
export function MoreMenu({ commands, onChoose }: MoreMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const chosen = useRef<InstanceCommandName | null>(null);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button ref={button} icon={Ellipsis}>
          More
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          // A form that opens while the menu still has the focus could not give it back.
          onCloseAutoFocus={(event) => {
            if (chosen.current === null) return;
            event.preventDefault();
            button.current?.focus();
            onChoose(chosen.current);
            chosen.current = null;
          }}
          className="z-30 w-72 rounded-lg border border-line-strong bg-raised p-1 shadow-lg"
        >
          {commands.map((offered) => (
            <MenuItem
              key={offered.command}
              {...offered}
              onSelect={() => (chosen.current = offered.command)}
            />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuItem({ command, decision, onSelect }: OfferedCommand & { onSelect: () => void }) {
  const reasonId = useId();
  const { label, icon: Icon } = commandWords[command];
  const refusal = decision.isAllowed ? null : decision.reason;
  return (
    <DropdownMenu.Item
      aria-label={label}
      aria-disabled={refusal !== null}
      aria-describedby={reasonId}
      onSelect={(event) => {
        if (refusal === null) onSelect();
        else event.preventDefault();
      }}
      className="flex cursor-pointer items-start gap-2 rounded-md px-2 py-1 outline-none aria-disabled:cursor-not-allowed data-highlighted:bg-hover"
    >
      <Icon aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-muted" />
      <span className="min-w-0">
        <span className={refusal === null ? '' : 'text-ink-faint'}>{label}</span>
        <span id={reasonId} className="block text-sm text-ink-muted empty:hidden">
          {refusal}
        </span>
      </span>
    </DropdownMenu.Item>
  );
}
