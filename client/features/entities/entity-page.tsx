import { getRouteApi } from '@tanstack/react-router';
import { InstanceIdText } from '../../components/instance-id-text.tsx';

const route = getRouteApi('/hubs/$hub/entities/$instanceId');

export function EntityPage() {
  const { instanceId } = route.useParams();
  return (
    <h1 className="p-4 text-xl">
      <InstanceIdText instanceId={instanceId} />
    </h1>
  );
}
