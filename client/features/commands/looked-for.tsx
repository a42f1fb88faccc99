import { CircleCheck, CircleSlash } from 'lucide-react';
import { describeError } from '../../lib/error-words.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import type { FollowedReceipt } from './sent-command.ts';
import { useProgress } from './use-progress.ts';

/** Whether what may have been sent shows in storage. */
export function LookedFor({ hub, receipt }: { hub: string; receipt: FollowedReceipt }) {
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
