import { CloudOff } from 'lucide-react';
import { describeError } from '../lib/error-words.ts';
import { formatDuration } from '../lib/format-duration.ts';
import { useNow } from '../lib/use-now.ts';
import { Button } from './button.tsx';

interface StaleMarkProps {
  error: Error;
  dataUpdatedAtMs: number;
  onRetry: () => void;
  isRetrying: boolean;
}

/** What is on the screen is older than it ought to be, because reading it again failed. */
export function StaleMark({ error, dataUpdatedAtMs, onRetry, isRetrying }: StaleMarkProps) {
  const { title, detail } = describeError(error);
  const ageMs = Math.max(0, useNow(1_000) - dataUpdatedAtMs);
  return (
    <span className="inline-flex items-center gap-1.5 text-sm text-warning">
      <CloudOff aria-hidden size={14} className="shrink-0" />
      <span title={`${title}: ${detail}`}>
        {formatDuration(Math.floor(ageMs / 1000) * 1000)} old: {title.toLowerCase()}
      </span>
      <Button look="quiet" isBusy={isRetrying} onClick={onRetry}>
        Try again
      </Button>
    </span>
  );
}
