import type { Instant } from '../../shared/domain/instant.ts';
import { formatAbsolute, formatCompact, formatExact, formatRelative } from '../lib/format-instant.ts';
import { usePreferences } from '../lib/preferences.ts';
import { useNow } from '../lib/use-now.ts';
import { Unknown } from './unknown.tsx';

interface InstantTextProps {
  instant: Instant | null;
  /** `chosen`: as the reader set it in the header; `compact` and `full` are absolute. */
  as?: 'chosen' | 'relative' | 'compact' | 'full';
  /** Why there is none. */
  missing?: string;
}

export function InstantText({ instant, as = 'chosen', missing = 'Not recorded' }: InstantTextProps) {
  const { timeZone, timeStyle } = usePreferences();
  if (instant === null) return <Unknown why={missing} />;
  const shownAs = as === 'chosen' ? (timeStyle === 'relative' ? 'relative' : 'compact') : as;
  return (
    <time dateTime={instant} title={formatExact(instant, timeZone)} className="whitespace-nowrap">
      {shownAs === 'relative' && <RelativeText instant={instant} />}
      {shownAs === 'compact' && formatCompact(instant, timeZone)}
      {shownAs === 'full' && formatAbsolute(instant, timeZone)}
    </time>
  );
}

/** Apart, so that only relative texts follow the clock. */
function RelativeText({ instant }: { instant: Instant }) {
  return formatRelative(instant, useNow());
}
