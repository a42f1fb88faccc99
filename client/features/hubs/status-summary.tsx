import { Link } from '@tanstack/react-router';
import type { HubSummary } from '../../../shared/contract/hubs.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import type { RuntimeStatus } from '../../../shared/domain/runtime-status.ts';
import { statusLooks } from '../../components/runtime-status-look.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { buildStatusShares } from './status-shares.ts';

/** How many instances in which status; every line leads to them. */
export function StatusSummary({ hub, counts }: { hub: string; counts: HubSummary['counts'] }) {
  const shares = buildStatusShares(counts);
  if (shares.length === 0) return <p className="py-1 text-ink-muted">No orchestrations</p>;
  return (
    <>
      <div aria-hidden className="mb-2 flex h-2 gap-px overflow-hidden rounded-sm">
        {shares.map(({ status, share, count }) => (
          <span
            key={status}
            title={`${status}: ${formatCount(count)}`}
            className={statusLooks[status].fill}
            style={{ flexGrow: share, minWidth: 3 }}
          />
        ))}
      </div>
      <ul>
        {shares.map(({ status, count, share }) => (
          <li key={status}>
            <Link
              to="/hubs/$hub/instances"
              params={{ hub }}
              search={{ q: orchestrationsThatAre(status) }}
              className="-mx-2 flex h-7 items-center rounded-md px-2 hover:bg-hover"
            >
              <StatusBadge status={status} className="flex-1" />
              <span>{formatCount(count)}</span>
              <span className="w-14 text-right text-sm text-ink-faint">{percent(share)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function orchestrationsThatAre(status: RuntimeStatus): string {
  return printFilter([
    { field: 'kind', isNegated: false, values: ['orchestration'] },
    { field: 'status', isNegated: false, values: [status] },
  ]);
}

function percent(share: number): string {
  const value = share * 100;
  return value < 1 ? '< 1 %' : `${Math.round(value)} %`;
}
