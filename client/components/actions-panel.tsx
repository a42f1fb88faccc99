import { useInfiniteQuery } from '@tanstack/react-query';
import { auditQuery } from '../api/audit-queries.ts';
import { AuditTable } from './audit-table.tsx';
import { EarlierButton } from './earlier-button.tsx';
import { Panel } from './panel.tsx';

const pageEntries = 20;

/** What people did with one instance through this dashboard, the latest first. */
export function ActionsPanel({ hub, instanceId }: { hub: string; instanceId: string }) {
  const query = useInfiniteQuery(auditQuery(hub, { instanceId, limit: pageEntries }));
  return (
    <div className="border-t border-line pb-3">
      <Panel title="Actions" query={query} isFlush>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          const isDurable = pages.every((page) => page.isDurable);
          return (
            <>
              {entries.length === 0 ? (
                <p className="px-4 text-ink-muted">
                  None from here. What other tools and the app itself send is not in this log.
                </p>
              ) : (
                <AuditTable hub={hub} label="Actions" entries={entries} isInstanceShown={false} />
              )}
              {!isDurable && (
                <p className="px-4 pt-1 text-sm text-ink-muted">
                  The log is kept in memory: it ends with the process of this dashboard.
                </p>
              )}
              <EarlierButton query={query} />
            </>
          );
        }}
      </Panel>
    </div>
  );
}
