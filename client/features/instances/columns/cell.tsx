import type { ReactElement, ReactNode } from 'react';
import { elapsedMs, instantToMs, type Instant } from '../../../../shared/domain/instant.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { formatDuration } from '../../../lib/format-duration.ts';
import { formatCompact, formatRelative } from '../../../lib/format-instant.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { useNow } from '../../../lib/use-now.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

// Functions rather than components where nothing is followed: a list has hundreds of cells on the screen, and whatever a cell
// comes to show, it stays the same element.

interface CellLook {
  readonly className?: string;
  readonly title?: string;
  /** The whole time is put into the title when somebody points at the cell: writing it out for each costs more than drawing it. */
  readonly instant?: Instant;
}

/** One element a cell. */
export function cell(content: ReactNode, { className = '', title, instant }: CellLook = {}): ReactElement {
  return (
    <div role="cell" data-instant={instant} title={title} className={`truncate pr-3 ${className}`}>
      {content}
    </div>
  );
}

/** Stands where storage says nothing. */
export function unknownCell(why: string, isNumber = false): ReactElement {
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
export function textCell(text: string | null, missing: string): ReactElement {
  if (text === null || text === '') return unknownCell(missing);
  const visible = toVisibleText(text);
  return cell(visible, { title: visible, className: '[unicode-bidi:isolate]' });
}

const codeClass = 'font-mono text-sm text-ink-muted [line-height:inherit] [unicode-bidi:isolate]';

export function codeCell(text: string | null, missing: string): ReactElement {
  if (text === null || text === '') return unknownCell(missing);
  const visible = toVisibleText(text);
  return cell(visible, { title: visible, className: codeClass });
}

export function numberCell(count: number | null, missing: string): ReactElement {
  return count === null ? unknownCell(missing, true) : cell(count, { className: 'text-right' });
}

export function TimeCell({ instant, missing }: { instant: Instant | null; missing: string }) {
  const { timeZone, timeStyle } = usePreferences();
  if (instant === null) return unknownCell(missing);
  const isRelative = timeStyle === 'relative';
  return cell(isRelative ? <RelativeTime instant={instant} /> : formatCompact(instant, timeZone), {
    instant,
  });
}

/** Apart, so that only relative times follow the clock. */
export function RelativeTime({ instant }: { instant: Instant }) {
  return formatRelative(instant, useNow());
}

export function durationCell(from: Instant, to: Instant | null): ReactElement {
  if (to === null)
    return cell(<OpenDuration from={from} />, { title: 'Still open', className: 'text-right' });
  const durationMs = elapsedMs(from, to);
  return cell(formatDuration(durationMs), {
    title: `${formatCount(durationMs)} ms`,
    className: 'text-right',
  });
}

function OpenDuration({ from }: { from: Instant }) {
  const sinceMs = useNow(1_000) - instantToMs(from);
  return formatDuration(Math.max(0, Math.floor(sinceMs / 1000) * 1000));
}
