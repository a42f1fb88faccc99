import { Box, Database, Inbox, Table2, Workflow } from 'lucide-react';
import type { HubDeletionPreview } from '../../../../shared/contract/command-previews.ts';
import { ProblemList } from '../../../components/problem-list.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

const resourceIcons = { table: Table2, queue: Inbox, container: Database } as const;

function Counts({ counts }: Pick<HubDeletionPreview, 'counts'>) {
  if (counts.length === 0) return <p className="text-ink-muted">No instances are known.</p>;
  return (
    <ul aria-label="Instances that go" className="flex flex-wrap gap-x-5 gap-y-1">
      {counts.map(({ kind, status, count }) => {
        const Icon = kind === 'entity' ? Box : Workflow;
        return (
          <li key={`${kind} ${status}`} className="inline-flex items-center gap-1.5">
            <Icon aria-hidden size={14} className="text-ink-faint" />
            {plural(count, kind, kind === 'entity' ? 'entities' : 'orchestrations')}
            <StatusBadge status={status} />
          </li>
        );
      })}
    </ul>
  );
}

/** What goes with the task hub, and who is using it now. */
export function DeletionPreviewView({ preview }: { preview: HubDeletionPreview }) {
  const { resources, counts, liveWorkers, warnings } = preview;
  return (
    <div className="flex flex-col gap-3">
      <ProblemList problems={warnings} />
      {liveWorkers.length > 0 && (
        <p className="wrap-anywhere">
          <span className="font-medium">Working on it now:</span> {liveWorkers.map(toVisibleText).join(', ')}
        </p>
      )}
      <Counts counts={counts} />
      <div>
        <p className="font-medium">
          {formatCount(resources.length)} resources, in the order in which they go
        </p>
        <ul
          aria-label="Resources that go"
          className="mt-1 grid max-h-60 grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-x-4 overflow-auto rounded-md border border-line px-3 py-1.5"
        >
          {resources.map(({ kind, name }) => {
            const Icon = resourceIcons[kind];
            return (
              <li key={`${kind} ${name}`} className="flex min-w-0 items-center gap-1.5">
                <Icon aria-hidden size={14} className="shrink-0 text-ink-faint" />
                <span className="text-ink-muted">{kind}</span>
                <span className="truncate font-mono text-sm" title={name}>
                  {name}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
