import { useParams } from '@tanstack/react-router';
import { ActionsPanel } from '../components/actions-panel.tsx';
import { CommandBar } from '../features/commands/command-bar.tsx';
import { EntityPage } from '../features/entities/entity-page.tsx';

/** Joins the features that meet on an entity's page. */
export function EntityScreen() {
  const { hub, instanceId } = useParams({ from: '/hubs/$hub/entities/$instanceId' });
  return (
    <EntityPage
      key={`${hub} ${instanceId}`}
      hub={hub}
      instanceId={instanceId}
      renderActions={(instance, isGone) => <CommandBar hub={hub} instance={instance} isGone={isGone} />}
      pastActions={<ActionsPanel hub={hub} instanceId={instanceId} />}
    />
  );
}
