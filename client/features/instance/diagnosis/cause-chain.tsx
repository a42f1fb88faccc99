import { ChevronRight } from 'lucide-react';
import type { Diagnosis } from '../../../../shared/contract/diagnosis.ts';
import { toRuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';

interface CauseChainProps {
  hub: string;
  chain: Diagnosis['chain'];
}

/** The way from the instance to the one that holds it up, child by child, lock by lock. */
export function CauseChain({ hub, chain }: CauseChainProps) {
  if (chain.length < 2) return null;
  return (
    <nav aria-label="From this instance to the cause">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        {chain.map(({ instanceId, name, runtimeStatus }, place) => (
          <li key={instanceId} className="flex max-w-full min-w-0 items-center gap-1.5">
            {place > 0 && <ChevronRight aria-hidden size={14} className="shrink-0 text-ink-faint" />}
            {place === 0 ? (
              <span className="whitespace-nowrap text-ink-muted">This instance</span>
            ) : (
              <>
                <InstanceLink hub={hub} instanceId={instanceId} isCopyable={false} />
                {name !== null && <bdi className="truncate text-ink-muted">{toVisibleText(name)}</bdi>}
              </>
            )}
            <StatusBadge status={toRuntimeStatus(runtimeStatus)} className="text-sm" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
