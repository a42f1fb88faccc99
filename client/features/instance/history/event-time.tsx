import type { Instant } from '../../../../shared/domain/instant.ts';
import { Unknown } from '../../../components/unknown.tsx';
import { formatAbsolute, formatExact } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';

interface EventTimeProps {
  instant: Instant | null;
  /** The date is shown only where it changes. */
  before: Instant | null;
}

/** Time of day to the millisecond; the table's head names the zone. */
export function EventTime({ instant, before }: EventTimeProps) {
  const { timeZone } = usePreferences();
  if (instant === null) return <Unknown why="The row has no time" />;
  const [date = '', time] = formatAbsolute(instant, timeZone).split(' ');
  const isSameDay = before !== null && formatAbsolute(before, timeZone).startsWith(date);
  return (
    <time dateTime={instant} title={formatExact(instant, timeZone)} className="whitespace-nowrap">
      {!isSameDay && <span className="block text-ink-faint">{date}</span>} {time}
    </time>
  );
}
