import { CircleHelp, RotateCw } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { describeError } from '../../lib/error-words.ts';
import { FoundAttempt } from './found-attempt.tsx';
import { LookedFor } from './looked-for.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import type { FollowedReceipt, SentCommand } from './sent-command.ts';

interface UnknownOutcomeProps {
  hub: string;
  /** Whose page it is; `null` = of none. */
  instanceId: string | null;
  sent: SentCommand;
  error: Error;
  /** What to look for; `null` = nobody knows what was sent when. */
  receipt: FollowedReceipt | null;
  sentAtMs: number;
  /** `null` = it was not sent from here. */
  onAgain: (() => void) | null;
}

/** It may have been sent or not: looked for where that is possible, never sent again by itself. */
export function UnknownOutcome({ hub, instanceId, sent, error, receipt, ...props }: UnknownOutcomeProps) {
  const { title, detail, code, requestId } = describeError(error);
  const { sentAtMs, onAgain } = props;
  return (
    <>
      <OutcomeMark icon={CircleHelp} look="text-warning">
        outcome unknown
      </OutcomeMark>
      <span className="wrap-anywhere">
        {title}: {detail}
      </span>
      {receipt === null ? (
        <FoundAttempt
          hub={hub}
          sent={sent}
          requestId={requestId}
          instanceId={instanceId}
          sentAtMs={sentAtMs}
        />
      ) : (
        <LookedFor hub={hub} receipt={receipt} />
      )}
      {requestId !== null && (
        <span className="font-mono text-sm text-ink-muted">
          {code} {requestId}
        </span>
      )}
      {onAgain !== null && (
        <Button look="quiet" icon={RotateCw} onClick={onAgain}>
          Send again…
        </Button>
      )}
    </>
  );
}
