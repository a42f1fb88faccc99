import { Tooltip } from 'radix-ui';
import { useId, useState, type ComponentProps } from 'react';
import { Button } from './button.tsx';

interface RefusableButtonProps extends ComponentProps<typeof Button> {
  /** Why it cannot be pressed; `null` = it can. */
  refusal: string | null;
}

/** A button that says why it cannot be pressed, and can be reached all the same; it stays the same one when that changes. */
export function RefusableButton({ refusal, ...props }: RefusableButtonProps) {
  const reasonId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const isQuiet = props.look === 'quiet';
  const refused = {
    'aria-disabled': true,
    'aria-describedby': reasonId,
    look: isQuiet ? 'quiet' : 'plain',
    type: 'button',
    onClick: undefined,
    className: isQuiet ? 'cursor-not-allowed opacity-50' : 'cursor-not-allowed text-ink-faint',
  } as const;
  return (
    <Tooltip.Provider delayDuration={200}>
      <Tooltip.Root open={isOpen && refusal !== null} onOpenChange={setIsOpen}>
        <Tooltip.Trigger asChild>
          <Button {...props} {...(refusal !== null && refused)} />
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            sideOffset={4}
            collisionPadding={8}
            className="z-50 max-w-80 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-sm text-ink shadow-lg"
          >
            {refusal}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
      <span id={reasonId} hidden>
        {refusal}
      </span>
    </Tooltip.Provider>
  );
}
