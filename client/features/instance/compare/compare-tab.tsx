import { GitCompareArrows } from 'lucide-react';
import { importedHub } from '../../../api/imported-hub.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';
import { OtherRun } from './other-run.tsx';
import { RunChooser } from './run-chooser.tsx';

/** This run beside another, step by step. */
export function CompareTab(props: InstanceTabProps) {
  const { hub, instance, search, onSearch } = props;
  if (hub === importedHub)
    return (
      <EmptyState title="An imported history stands alone" icon={GitCompareArrows}>
        Other runs are in a task hub, and this page shows a file. Open the instance in its hub to compare it.
      </EmptyState>
    );
  const otherId = search.with === instance.instanceId ? undefined : search.with;
  return (
    <>
      <RunChooser
        hub={hub}
        instance={instance}
        chosen={otherId}
        onChoose={(id) => onSearch({ with: id, row: undefined })}
      />
      {otherId === undefined ? (
        <EmptyState title="Choose a run to compare with" icon={GitCompareArrows}>
          Steps of both stand side by side: what one did and the other did not, what took longer, and how
          inputs and results differ.
        </EmptyState>
      ) : (
        <OtherRun key={otherId} {...props} otherId={otherId} />
      )}
    </>
  );
}
