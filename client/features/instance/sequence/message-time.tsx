import type { Instant } from '../../../../shared/domain/instant.ts';
import { Unknown } from '../../../components/unknown.tsx';
import { formatAbsolute, formatExact } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';

/** Time of day to the millisecond, and the date above it where another day begins. */
export function MessageTime({ at, before }: { at: Instant | null; before: Instant | null }) {
  const { timeZone } = usePreferences();
  if (at === null) return <Unknown why="The row has no time" />;
  const [date = '', time] = formatAbsolute(at, timeZone).split(' ');
  const isSameDay = before !== null && formatAbsolute(before, timeZone).startsWith(date);
  return (
    <time
      dateTime={at}
      title={formatExact(at, timeZone)}
      className="flex flex-col text-sm leading-[14px] whitespace-nowrap"
    >
      {!isSameDay && <span className="text-ink-faint">{date}</span>}
      <span className="text-ink-muted">{time}</span>
    </time>
  );
}
