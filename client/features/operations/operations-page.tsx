import { getRouteApi } from '@tanstack/react-router';
import { Tabs } from 'radix-ui';
import { useMemo } from 'react';
import { AuditPanel } from './audit/audit-panel.tsx';
import { DangerPanel } from './danger/danger-panel.tsx';
import { JobPanel } from './jobs/job-panel.tsx';
import { JobsPanel } from './jobs/jobs-panel.tsx';
import {
  operationsSearch,
  operationTabs,
  type OperationsSearch,
  type OperationTab,
} from './operations-search.ts';

const route = getRouteApi('/hubs/$hub/operations');

const labels = {
  jobs: 'Batch jobs',
  audit: 'Audit log',
  danger: 'Danger zone',
} as const satisfies Record<OperationTab, string>;

interface TabProps {
  hub: string;
  search: OperationsSearch;
  onChange: (change: Partial<OperationsSearch>) => void;
  onJob: (jobId: string) => void;
}

function TabContent({ tab, hub, search, onChange, onJob }: TabProps & { tab: OperationTab }) {
  if (tab === 'audit') return <AuditPanel hub={hub} search={search} onChange={onChange} />;
  if (tab === 'danger') return <DangerPanel key={hub} hub={hub} />;
  if (search.job === undefined) return <JobsPanel hub={hub} />;
  return (
    <JobPanel
      key={search.job}
      hub={hub}
      jobId={search.job}
      itemState={search.items}
      onItemState={(items) => onChange({ items })}
      onJob={onJob}
    />
  );
}

/** What is being done to many instances, what was done to any, and what ends the task hub. */
export function OperationsPage() {
  const { hub } = route.useParams();
  const raw = route.useSearch();
  const navigate = route.useNavigate();
  const search = useMemo(() => operationsSearch.parse(raw), [raw]);
  const tab = search.tab ?? 'jobs';

  function change(part: Partial<OperationsSearch>): void {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  }
  return (
    <>
      <header className="px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Operations</h1>
      </header>
      <Tabs.Root
        value={tab}
        activationMode="manual"
        onValueChange={(value) => {
          const chosen = operationTabs.find((known) => known === value);
          void navigate({ search: chosen === 'jobs' ? {} : { tab: chosen } });
        }}
      >
        <Tabs.List aria-label="Operations" className="flex gap-1 overflow-x-auto border-b border-line px-4">
          {operationTabs.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="-mb-px cursor-pointer border-b-2 border-transparent px-2 py-1.5 text-ink-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {labels[name]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={tab} tabIndex={-1} className="min-w-0 pb-4 outline-none">
          <TabContent
            tab={tab}
            hub={hub}
            search={search}
            onChange={change}
            onJob={(job) => void navigate({ search: { job } })}
          />
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}
