import { ErrorNotice } from '../../components/error-notice.tsx';
import type { PanelQuery } from '../../components/panel.tsx';
import { StaleMark } from '../../components/stale-mark.tsx';
import { formatCount } from '../../lib/format-count.ts';
import type { HistorySoFar } from './history-so-far.ts';
import type { LiveState } from './use-live-instance.ts';

interface ReadingNoteProps {
  history: HistorySoFar;
  reading: PanelQuery<HistorySoFar>;
}

/** How the reading of the history goes, for all views at once; nothing when it is read and right. */
export function ReadingNote({ history, reading }: ReadingNoteProps) {
  const { error, data } = reading;
  const retry = { onRetry: () => void reading.refetch(), isRetrying: reading.isFetching };
  if (error !== null && data === undefined)
    return (
      <div className="px-4 pb-2">
        <ErrorNotice error={error} {...retry} />
      </div>
    );
  if (error !== null) return <StaleNote query={reading} />;
  if (history.isComplete) return null;
  return (
    <p role="status" className="px-4 pb-2 text-sm text-ink-muted">
      {formatCount(history.events.length)} events so far, reading on
    </p>
  );
}

/** Says that what is shown could not be read again; nothing when it could. */
export function StaleNote({ query }: { query: PanelQuery<unknown> }) {
  const { data, error } = query;
  if (data === undefined || error === null) return null;
  return (
    <div className="px-4 pb-2">
      <StaleMark
        error={error}
        dataUpdatedAtMs={query.dataUpdatedAt}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    </div>
  );
}

interface LiveNoteProps {
  live: LiveState;
  onRetry: () => void;
  isRetrying: boolean;
}

/** Says that the server cannot follow the instance any more, and why; nothing while it can. */
export function LiveNote({ live, ...retry }: LiveNoteProps) {
  if (live.problem === null) return null;
  return (
    <div className="px-4 pb-2">
      <StaleMark error={live.problem} dataUpdatedAtMs={live.readAtMs} {...retry} />
    </div>
  );
}
