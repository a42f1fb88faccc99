import { useId, type ComponentProps } from 'react';
import { Button } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

interface RefusableButtonProps extends ComponentProps<typeof Button> {
  /** Why it cannot be pressed; `null` = it can. */
  refusal: string | null;
}

/** A button that says why it cannot be pressed, and can be reached all the same. */
export function RefusableButton({ refusal, ...props }: RefusableButtonProps) {
  const reasonId = useId();
  if (refusal === null) return <Button {...props} />;
  return (
    <>
      <Tooltip text={refusal}>
        <Button
          {...props}
          look="plain"
          type="button"
          aria-disabled
          aria-describedby={reasonId}
          onClick={undefined}
          className="cursor-not-allowed text-ink-faint"
        />
      </Tooltip>
      <span id={reasonId} hidden>
        {refusal}
      </span>
    </>
  );
}
