import { useQuery } from '@tanstack/react-query';
import { ArrowRight, CircleCheck, CircleSlash, Eye, EyeOff, Hourglass } from 'lucide-react';
import { useState } from 'react';
import { instantToMs, msToInstant, type Instant } from '../../../shared/domain/instant.ts';
import { Button } from '../../components/button.tsx';
import { describeError } from '../../lib/error-words.ts';
import { useNow } from '../../lib/use-now.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { queueBacklogQuery } from './command-queries.ts';
import { OutcomeMark, TimeOfDay } from './outcome-mark.tsx';
import { describeQueue } from './queue-facts.ts';
import type { FollowedReceipt } from './sent-command.ts';
import { useProgress } from './use-progress.ts';

/** Idle workers look into their queues every 30 s at the latest. */
const patienceMs = 30_000;

interface FollowedCommandProps {
  hub: string;
  receipt: FollowedReceipt;
  answeredAtMs: number;
}

/** From accepted to done: at once, or when the engine has taken it in. */
export function FollowedCommand(props: FollowedCommandProps) {
  const { receipt } = props;
  if (receipt.queue !== null) return <QueuedCommand {...props} queue={receipt.queue} />;
  return (
    <>
      <OutcomeMark icon={CircleCheck} look="text-ink">
        done <TimeOfDay instant={receipt.sentAt} />
      </OutcomeMark>
      {receipt.summary !== null && <span className="wrap-anywhere">{toVisibleText(receipt.summary)}</span>}
    </>
  );
}

function QueuedCommand({ hub, receipt, answeredAtMs, queue }: FollowedCommandProps & { queue: string }) {
  const [isWatched, setIsWatched] = useState(true);
  const { state, detail, dataUpdatedAt, error } = useProgress(hub, receipt, isWatched);
  return (
    <>
      <OutcomeMark icon={Hourglass} look="text-ink-muted">
        queued <TimeOfDay instant={receipt.sentAt} />
      </OutcomeMark>
      {receipt.summary !== null && <span className="wrap-anywhere">{toVisibleText(receipt.summary)}</span>}
      {state !== 'queued' && <ArrowRight aria-hidden size={12} className="text-ink-faint" />}
      {state === 'applied' && (
        <>
          <OutcomeMark icon={CircleCheck} look="text-ink">
            applied <TimeOfDay instant={msToInstant(dataUpdatedAt)} />
          </OutcomeMark>
          <span className="text-ink-muted">{detail}</span>
        </>
      )}
      {state === 'dropped' && (
        <>
          <OutcomeMark icon={CircleSlash} look="text-warning">
            dropped
          </OutcomeMark>
          <span>{detail}</span>
        </>
      )}
      {state === 'queued' && error !== null && (
        <span className="text-warning">Following it fails: {describeError(error).detail}</span>
      )}
      {state === 'queued' && isWatched && (
        <Waiting
          hub={hub}
          queue={queue}
          detail={detail}
          sinceMs={answeredAtMs}
          dueAt={receipt.dueAt}
          onStop={() => setIsWatched(false)}
        />
      )}
      {state === 'queued' && !isWatched && (
        <>
          <span className="text-ink-muted">not watched any more; it may still take effect</span>
          <Button look="quiet" icon={Eye} onClick={() => setIsWatched(true)}>
            Keep watching
          </Button>
        </>
      )}
    </>
  );
}

interface WaitingProps {
  hub: string;
  queue: string;
  /** What the server says about it. */
  detail: string | null;
  sinceMs: number;
  /** Nobody can take it before; left out = at once. */
  dueAt: Instant | undefined;
  onStop: () => void;
}

function Waiting({ hub, queue, detail, sinceMs, dueAt, onStop }: WaitingProps) {
  const nowMs = useNow(1_000);
  const dueMs = dueAt === undefined ? sinceMs : instantToMs(dueAt);
  const isLate = nowMs - Math.max(sinceMs, dueMs) >= patienceMs;
  const { data: backlog } = useQuery({ ...queueBacklogQuery(hub), enabled: isLate });
  if (dueMs > nowMs && detail !== null) return <span className="text-ink-muted">{detail}</span>;
  if (!isLate) return <span className="text-ink-muted">waiting for a worker to take it</span>;
  return (
    <>
      <span>
        <span className="text-warning">No worker has picked it up yet.</span> {detail}{' '}
        <span aria-live="off">{backlog && describeQueue(backlog, queue)}</span>
      </span>
      <Button look="quiet" icon={EyeOff} onClick={onStop}>
        Stop watching
      </Button>
    </>
  );
}
