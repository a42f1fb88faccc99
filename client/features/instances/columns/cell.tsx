import type { ReactNode } from 'react';
import { elapsedMs, instantToMs, type Instant } from '../../../../shared/domain/instant.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { formatCompact, formatRelative } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { useNow } from '../../../lib/use-now.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

interface CellProps {
  children: ReactNode;
  className?: string;
  title?: string | undefined;
  /** The whole time is put into the title when somebody points at the cell: writing it out for each costs more than drawing it. */
  instant?: Instant;
}

/** One element a cell: a list has hundreds of them on the screen. */
export function Cell({ children, className = '', title, instant }: CellProps) {
  return (
    <div role="cell" data-instant={instant} title={title} className={`truncate pr-3 ${className}`}>
      {children}
    </div>
  );
}

/** Stands where storage says nothing. */
export function UnknownCell({ why, isNumber = false }: { why: string; isNumber?: boolean }) {
  return (
    <div
      role="cell"
      title={why}
      aria-label={why}
      className={`pr-3 text-ink-faint ${isNumber ? 'text-right' : ''}`}
    >
      –
    </div>
  );
}

/** Text from storage. */
export function TextCell({ text, missing }: { text: string | null; missing: string }) {
  if (text === null || text === '') return <UnknownCell why={missing} />;
  const visible = toVisibleText(text);
  return (
    <Cell title={visible} className="[unicode-bidi:isolate]">
      {visible}
    </Cell>
  );
}

export function CodeCell({ text, missing }: { text: string | null; missing: string }) {
  if (text === null || text === '') return <UnknownCell why={missing} />;
  const visible = toVisibleText(text);
  return (
    <Cell
      title={visible}
      className="font-mono text-sm text-ink-muted [line-height:inherit] [unicode-bidi:isolate]"
    >
      {visible}
    </Cell>
  );
}

export function NumberCell({ count, missing }: { count: number | null; missing: string }) {
  if (count === null) return <UnknownCell isNumber why={missing} />;
  return <Cell className="text-right">{count}</Cell>;
}

export function TimeCell({ instant, missing }: { instant: Instant | null; missing: string }) {
  const { timeZone, timeStyle } = usePreferences();
  if (instant === null) return <UnknownCell why={missing} />;
  return (
    <Cell instant={instant}>
      {timeStyle === 'relative' ? <RelativeTime instant={instant} /> : formatCompact(instant, timeZone)}
    </Cell>
  );
}

/** Apart, so that only relative times follow the clock. */
export function RelativeTime({ instant }: { instant: Instant }) {
  return formatRelative(instant, useNow());
}

export function DurationCell({ from, to }: { from: Instant; to: Instant | null }) {
  if (to === null)
    return (
      <Cell title="Still open" className="text-right">
        <OpenDuration from={from} />
      </Cell>
    );
  const durationMs = elapsedMs(from, to);
  return (
    <Cell title={`${formatCount(durationMs)} ms`} className="text-right">
      {formatDuration(durationMs)}
    </Cell>
  );
}

function OpenDuration({ from }: { from: Instant }) {
  const sinceMs = useNow(1_000) - instantToMs(from);
  return formatDuration(Math.max(0, Math.floor(sinceMs / 1000) * 1000));
}
