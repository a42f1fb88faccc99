import { CloudOff, TriangleAlert } from 'lucide-react';
import type { Coverage } from '../../shared/contract/coverage.ts';
import type { ConnectionState } from '../api/event-connection.ts';
import { formatCount, plural } from '../lib/format-count.ts';
import { InstantText } from './instant-text.tsx';

interface CoverageNoteProps {
  coverage: Coverage;
  /** Of the change feed, where the place is kept up to date by it. */
  connection?: ConnectionState;
}

/** How complete and how fresh what stands beside it is. */
export function CoverageNote({ coverage, connection }: CoverageNoteProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-x-3 text-sm text-ink-muted">
      <CoverageText coverage={coverage} />
      {coverage.unreadFailures > 0 && (
        <span
          className="whitespace-nowrap"
          title="Filters by failure and groups of failures miss them until then"
        >
          {plural(coverage.unreadFailures, 'failure')} not read yet
        </span>
      )}
      {connection === 'broken' && (
        <span role="status" className="inline-flex items-center gap-1.5 whitespace-nowrap text-warning">
          <CloudOff aria-hidden size={14} />
          live updates interrupted
        </span>
      )}
    </span>
  );
}

function CoverageText({ coverage }: { coverage: Coverage }) {
  const { state, asOf, problem } = coverage;
  if (state === 'building') return <BuildingText coverage={coverage} />;
  if (state === 'stale')
    return (
      <span className="inline-flex min-w-0 items-center gap-1.5 text-warning" title={problem?.message}>
        <TriangleAlert aria-hidden size={14} className="shrink-0" />
        <span className="whitespace-nowrap">
          {asOf === null ? (
            <>Not read to its end: {formatCount(coverage.rows)} rows so far</>
          ) : (
            <>
              Stale, as of <InstantText instant={asOf} as="relative" />
            </>
          )}
        </span>
        {problem !== null && <span className="truncate">{problem.message}</span>}
      </span>
    );
  return (
    <span className="whitespace-nowrap">
      as of <InstantText instant={asOf} as="relative" missing="never read" />
      {state === 'idle' && ', nobody watched since'}
    </span>
  );
}

function BuildingText({ coverage: { rows, progress } }: { coverage: Coverage }) {
  const ranges =
    progress && `, ${progress.rangesDone} of ${plural(progress.rangesTotal, 'range')} of ids done`;
  const rate = progress && `, ${formatCount(Math.round(progress.rowsPerSecond))} a second`;
  return (
    <span className="text-ink">
      Building the index: {formatCount(rows)} rows so far{rate}
      {ranges}, more are coming
    </span>
  );
}
