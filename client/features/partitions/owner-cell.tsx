import type { PartitionHealth } from '../../../shared/contract/partitions.ts';
import { instantToMs, type Instant } from '../../../shared/domain/instant.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { OwnerText } from '../../components/owner-text.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { useNow } from '../../lib/use-now.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

function Expiry({ at }: { at: Instant }) {
  const leftMs = instantToMs(at) - useNow(1_000);
  const words = formatDuration(Math.ceil(Math.abs(leftMs) / 1_000) * 1_000);
  return leftMs > 0 ? `lease expires in ${words}` : `lease expired ${words} ago`;
}

/** Since when, and whether it changes hands. */
export function OwnerCell({ partition }: { partition: PartitionHealth }) {
  const { owner, ownerSeenSince, depth } = partition;
  const since = owner?.ownedSince ?? ownerSeenSince;
  return (
    <div className="min-w-0">
      <OwnerText owner={owner} isMissed={depth > 0} />
      {owner !== null && (
        <p className="flex flex-wrap gap-x-2 pl-5 text-sm text-ink-muted">
          {owner.lease === 'live' && owner.expiresAt !== null && (
            <span>
              <Expiry at={owner.expiresAt} />
            </span>
          )}
          {owner.lease === 'live' && since !== null && (
            <span>
              {owner.ownedSince === null ? 'seen since ' : 'since '}
              <InstantText instant={since} as="relative" />
            </span>
          )}
          {owner.lease === 'expired' && owner.workerId !== null && (
            <bdi className="truncate">{toVisibleText(owner.workerId)}</bdi>
          )}
          {owner.nextOwner !== null && (
            <span className="truncate">
              next <bdi>{toVisibleText(owner.nextOwner)}</bdi>
            </span>
          )}
        </p>
      )}
    </div>
  );
}
