import { useParams } from '@tanstack/react-router';
import { CommandBar } from '../features/commands/command-bar.tsx';
import { InstancePage } from '../features/instance/instance-page.tsx';

/** Joins the features that meet on an instance's page. */
export function InstanceScreen() {
  const { hub, instanceId } = useParams({ from: '/hubs/$hub/instances/$instanceId' });
  return (
    <InstancePage
      key={`${hub} ${instanceId}`}
      hub={hub}
      instanceId={instanceId}
      renderActions={(instance, isGone) => <CommandBar hub={hub} instance={instance} isGone={isGone} />}
    />
  );
}
