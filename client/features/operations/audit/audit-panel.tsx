import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useEffect } from 'react';
import { auditQuery } from '../../../api/audit-queries.ts';
import { AuditTable } from '../../../components/audit-table.tsx';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Panel } from '../../../components/panel.tsx';
import { plural } from '../../../lib/format-count.ts';
import type { OperationsSearch } from '../operations-search.ts';
import { AuditFilter } from './audit-filter.tsx';

interface AuditPanelProps {
  hub: string;
  search: OperationsSearch;
  onChange: (change: Partial<OperationsSearch>) => void;
}

const pageEntries = 100;

function questionOf({ text, command, result, instance, ofJob, from, to }: OperationsSearch) {
  return {
    limit: pageEntries,
    ...(text !== undefined && { text }),
    ...(command !== undefined && { command }),
    ...(result !== undefined && { result }),
    ...(instance !== undefined && { instanceId: instance }),
    ...(ofJob !== undefined && { jobId: ofJob }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState title="No attempted command matches" icon={ScrollText}>
        Text is looked for in the name and id of the user, in the reason and in the instance id.
      </EmptyState>
    );
  return (
    <EmptyState title="Nobody has given a command here yet" icon={ScrollText}>
      Every command that is tried from this dashboard is written down, also those that are refused, and so are
      changes of alert rules. What other tools and the app itself send is not in this log.
    </EmptyState>
  );
}

/** Who tried what, when, why and with what result, the latest first. */
export function AuditPanel({ hub, search, onChange }: AuditPanelProps) {
  const question = questionOf(search);
  const query = useInfiniteQuery(auditQuery(hub, question));
  const pages = query.data?.pages ?? [];
  const entries = pages.flatMap((page) => page.entries);
  const { hasNextPage, isFetching, fetchNextPage, isError } = query;
  const isLookingOn = entries.length === 0 && hasNextPage && !isError;
  useEffect(() => {
    // So much was looked through at once without a hit; what was asked for may still be further back.
    if (isLookingOn && !isFetching) void fetchNextPage();
    // A quick answer may come before the page was drawn as fetching: then only the number of pages tells of it.
  }, [isLookingOn, isFetching, pages.length, fetchNextPage]);
  return (
    <>
      <AuditFilter search={search} onChange={onChange} />
      <Panel
        title={
          query.data === undefined
            ? 'Audit log'
            : `Audit log: ${plural(entries.length, 'entry', 'entries')}${hasNextPage ? ' so far' : ''}`
        }
        query={query}
        isFlush
        actions={
          pages.some(({ isDurable }) => !isDurable) && (
            <span className="text-sm text-ink-muted">
              Kept in memory and on standard output only: it ends with the process of this dashboard.
            </span>
          )
        }
        empty={() =>
          entries.length > 0 ? null : isLookingOn ? (
            <p role="status" className="px-4 text-ink-muted">
              Looking further back…
            </p>
          ) : (
            <NoEntries isFiltered={Object.keys(question).length > 1} />
          )
        }
      >
        {() => (
          <>
            <AuditTable hub={hub} label="Audit log" entries={entries} isInstanceShown />
            {hasNextPage && (
              <div className="p-4">
                <Button isBusy={query.isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  Earlier ones
                </Button>
              </div>
            )}
          </>
        )}
      </Panel>
    </>
  );
}
