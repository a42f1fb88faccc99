import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { CoverageNote } from '../../../components/coverage-note.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Panel } from '../../../components/panel.tsx';
import { WarningNote } from '../../../components/warning-note.tsx';
import { GateForm } from './gate-form.tsx';
import { versionRows } from './version-rows.ts';
import { VersionTable } from './version-table.tsx';
import { openInstancesQuery } from './versions-queries.ts';

/** What runs of which version, and whether a deployment may change it. */
export function VersionsPanel({ hub }: { hub: string }) {
  const query = useQuery(openInstancesQuery(hub));
  return (
    <Panel
      title="Running by version"
      query={query}
      actions={query.data && <CoverageNote coverage={query.data.coverage} />}
    >
      {({ groups, isComplete }) => {
        const rows = versionRows(groups);
        const versions = [...new Set(rows.map(({ version }) => version))]
          .filter((each) => each !== '')
          .sort();
        return (
          <div className="flex flex-col gap-4">
            {!isComplete && <WarningNote>There are more names and versions than are shown here.</WarningNote>}
            {rows.length === 0 ? (
              <EmptyState icon={CircleCheck} title="No orchestration is under way">
                Every orchestration of this task hub has ended.
              </EmptyState>
            ) : (
              <VersionTable hub={hub} rows={rows} />
            )}
            <GateForm hub={hub} versions={versions} />
          </div>
        );
      }}
    </Panel>
  );
}
