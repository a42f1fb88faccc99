import { useQuery } from '@tanstack/react-query';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { instanceDetailQuery } from '../instance-queries.ts';
import { useHistory } from '../use-history.ts';

interface ChildReaderProps {
  hub: string;
  instanceId: string;
}

/** Draws nothing: keeps a child and its history read while its steps are shown. */
export function ChildReader({ hub, instanceId }: ChildReaderProps) {
  const { data } = useQuery(instanceDetailQuery(hub, instanceId));
  return data === undefined ? null : <HistoryReader hub={hub} instance={data} />;
}

function HistoryReader({ hub, instance }: { hub: string; instance: InstanceDetail }) {
  useHistory(hub, instance);
  return null;
}
