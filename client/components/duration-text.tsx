import { elapsedMs, instantToMs, type Instant } from '../../shared/domain/instant.ts';
import { formatDuration } from '../lib/format-duration.ts';
import { useNow } from '../lib/use-now.ts';
import { Unknown } from './unknown.tsx';

interface DurationTextProps {
  from: Instant | null;
  /** `null` = not over yet: counts on. */
  to: Instant | null;
  missing?: string;
}

export function DurationText({ from, to, missing = 'Start not recorded' }: DurationTextProps) {
  if (from === null) return <Unknown why={missing} />;
  if (to === null) return <OpenDuration from={from} />;
  const durationMs = elapsedMs(from, to);
  return (
    <span title={`${durationMs.toLocaleString('en-US')} ms`} className="whitespace-nowrap">
      {formatDuration(durationMs)}
    </span>
  );
}

function OpenDuration({ from }: { from: Instant }) {
  const sinceMs = useNow(1_000) - instantToMs(from);
  return (
    <span title="Still open" className="whitespace-nowrap">
      {formatDuration(Math.max(0, Math.floor(sinceMs / 1000) * 1000))}
    </span>
  );
}
