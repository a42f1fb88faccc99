import { Link } from '@tanstack/react-router';
import { ChevronLeft, Radio } from 'lucide-react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { IdHeading } from '../../components/id-heading.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';

interface InstanceHeaderProps {
  hub: string;
  instanceId: string;
  instance: InstanceDetail | undefined;
  /** It is read from storage again and again. */
  isLive: boolean;
}

function LiveMark() {
  return (
    <span
      className="inline-flex items-center gap-1 text-sm text-ink-muted"
      title="Read from storage again and again until it ends"
    >
      <Radio aria-hidden size={14} />
      live
    </span>
  );
}

export function InstanceHeader({ hub, instanceId, instance, isLive }: InstanceHeaderProps) {
  return (
    <header className="flex flex-col gap-1 px-4 pt-2">
      <Link
        to="/hubs/$hub/instances"
        params={{ hub }}
        className="inline-flex items-center gap-0.5 self-start text-sm text-ink-muted hover:text-ink"
      >
        <ChevronLeft aria-hidden size={14} />
        Instances
      </Link>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <IdHeading instanceId={instanceId} what="instance id" />
        {instance === undefined ? (
          <Skeleton className="w-40" />
        ) : (
          <>
            <StatusBadge status={instance.runtimeStatus} className="font-medium" />
            {instance.name !== null && <bdi className="truncate">{toVisibleText(instance.name)}</bdi>}
            {instance.version !== null && instance.version !== '' && (
              <span className="text-ink-muted">version {toVisibleText(instance.version)}</span>
            )}
            {isLive && <LiveMark />}
          </>
        )}
      </div>
    </header>
  );
}
