import { instantToMs, type Instant } from '../../../../shared/domain/instant.ts';
import { InstantText } from '../../../components/instant-text.tsx';
import { formatDuration } from '../../../lib/format-duration.ts';
import { useNow } from '../../../lib/use-now.ts';

/** Counts down to an instant, and says how long it is past. */
export function Countdown({ to }: { to: Instant }) {
  const leftMs = instantToMs(to) - useNow(1_000);
  const seconds = Math.ceil(Math.abs(leftMs) / 1_000) * 1_000;
  return (
    <span className="whitespace-nowrap">
      {leftMs > 0 ? `in ${formatDuration(seconds)}` : `due since ${formatDuration(seconds)}`}{' '}
      <span className="text-sm text-ink-muted">
        (<InstantText instant={to} as="compact" />)
      </span>
    </span>
  );
}
