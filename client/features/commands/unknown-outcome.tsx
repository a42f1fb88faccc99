import { CircleCheck, CircleHelp, CircleSlash, RotateCw } from 'lucide-react';
import type { CommandReceipt } from '../../../shared/contract/commands.ts';
import { Button } from '../../components/button.tsx';
import { describeError } from '../../lib/error-words.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import { useProgress } from './use-progress.ts';

interface UnknownOutcomeProps {
  hub: string;
  error: Error;
  /** What to look for; `null` = nobody knows what was sent when. */
  receipt: CommandReceipt | null;
  onAgain: () => void;
}

/** It may have been sent or not: looked for where that is possible, never sent again by itself. */
export function UnknownOutcome({ hub, error, receipt, onAgain }: UnknownOutcomeProps) {
  const { title, detail, code, requestId } = describeError(error);
  return (
    <>
      <OutcomeMark icon={CircleHelp} look="text-warning">
        outcome unknown
      </OutcomeMark>
      <span className="wrap-anywhere">
        {title}: {detail}
      </span>
      {receipt === null ? (
        <span>
          It may have been sent, and is not sent again by itself. What the instance did since tells, and so do
          the actions that the server wrote down.
        </span>
      ) : (
        <LookedFor hub={hub} receipt={receipt} />
      )}
      {requestId !== null && (
        <span className="font-mono text-sm text-ink-muted">
          {code} {requestId}
        </span>
      )}
      <Button look="quiet" icon={RotateCw} onClick={onAgain}>
        Send again…
      </Button>
    </>
  );
}

function LookedFor({ hub, receipt }: { hub: string; receipt: CommandReceipt }) {
  const { state, detail, error } = useProgress(hub, receipt, true);
  if (state === 'applied')
    return (
      <>
        <OutcomeMark icon={CircleCheck} look="text-ink">
          found: it was applied
        </OutcomeMark>
        <span className="text-ink-muted">{detail}</span>
      </>
    );
  if (state === 'dropped')
    return (
      <OutcomeMark icon={CircleSlash} look="text-warning">
        not applied: {detail}
      </OutcomeMark>
    );
  return (
    <span className="text-ink-muted">
      {error === null
        ? 'not seen so far; it is looked for on, and not sent again by itself'
        : `looking for it fails: ${describeError(error).detail}`}
    </span>
  );
}
