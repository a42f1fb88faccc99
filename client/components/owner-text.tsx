import { CircleDashed, CircleDot, CircleSlash2, type LucideIcon } from 'lucide-react';
import type { PartitionOwner } from '../../shared/contract/backlog.ts';
import { InstantText } from './instant-text.tsx';
import { classNames } from '../lib/class-names.ts';

interface OwnerTextProps {
  owner: PartitionOwner | null;
  /** Messages wait that nobody will take. */
  isMissed: boolean;
}

const icons = {
  live: CircleDot,
  expired: CircleSlash2,
  free: CircleDashed,
} as const satisfies Record<PartitionOwner['lease'], LucideIcon>;

export function OwnerText({ owner, isMissed }: OwnerTextProps) {
  if (owner === null)
    return (
      <span className="text-ink-faint" title="The task hub does not say who owns this partition">
        owner unknown
      </span>
    );
  const Icon = icons[owner.lease];
  return (
    <span
      className={classNames(
        'flex min-w-0 items-center gap-1.5',
        isMissed && owner.lease !== 'live' && 'text-warning',
      )}
      title={owner.workerId ?? undefined}
    >
      <Icon aria-hidden size={14} className="shrink-0" />
      {owner.lease === 'live' && (
        <bdi className="truncate">{owner.workerId ?? 'a worker without a name'}</bdi>
      )}
      {owner.lease === 'expired' && (
        <span className="min-w-0">
          lease expired {owner.expiresAt !== null && <InstantText instant={owner.expiresAt} as="relative" />}
        </span>
      )}
      {owner.lease === 'free' && 'nobody'}
      {owner.isDraining && <span className="shrink-0 text-ink-muted">draining</span>}
    </span>
  );
}
