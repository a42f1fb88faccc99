import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { ActionsPanel } from '../components/actions-panel.tsx';
import { CommandBar } from '../features/commands/command-bar.tsx';
import { EntityPage } from '../features/entities/entity-page.tsx';

/** Few entities have anything wrong with them. */
const DiagnosisPanel = lazy(async () => ({
  default: (await import('../features/instance/diagnosis/diagnosis-panel.tsx')).DiagnosisPanel,
}));

const InstanceLinksPanel = lazy(async () => ({
  default: (await import('../components/links/instance-links-panel.tsx')).InstanceLinksPanel,
}));

/** Joins the features that meet on an entity's page. */
export function EntityScreen() {
  const { hub, instanceId } = useParams({ from: '/hubs/$hub/entities/$instanceId' });
  return (
    <EntityPage
      key={`${hub} ${instanceId}`}
      hub={hub}
      instanceId={instanceId}
      renderActions={(instance, isGone) => <CommandBar hub={hub} instance={instance} isGone={isGone} />}
      renderDiagnosis={(instance) => (
        <Suspense fallback={null}>
          <DiagnosisPanel hub={hub} instance={instance} need="possible" />
        </Suspense>
      )}
      pastActions={
        <>
          <Suspense fallback={null}>
            <InstanceLinksPanel hub={hub} instanceId={instanceId} />
          </Suspense>
          <ActionsPanel hub={hub} instanceId={instanceId} />
        </>
      }
    />
  );
}
