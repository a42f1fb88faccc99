import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { instanceDetailQuery } from '../instance-queries.ts';

/** Who holds the lock of an entity, when it is somebody else. */
export function LockHolder({ hub, entityId, waiting }: { hub: string; entityId: string; waiting: string }) {
  const { data } = useQuery(instanceDetailQuery(hub, entityId));
  const holder = data?.entity?.lockedBy ?? null;
  if (holder === null || holder === waiting) return null;
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Lock aria-hidden size={12} className="shrink-0 text-ink-faint" />
      <InstanceLink hub={hub} instanceId={entityId} isCopyable={false} /> is locked by{' '}
      <InstanceLink hub={hub} instanceId={holder} />
    </li>
  );
}
