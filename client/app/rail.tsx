import { Link } from '@tanstack/react-router';
import {
  BellRing,
  Box,
  ChartColumn,
  CircleX,
  HeartPulse,
  Layers,
  ListChecks,
  ListTree,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';

interface HubPage {
  readonly to:
    | '/hubs/$hub/instances'
    | '/hubs/$hub/entities'
    | '/hubs/$hub/health'
    | '/hubs/$hub/partitions'
    | '/hubs/$hub/throughput'
    | '/hubs/$hub/failures'
    | '/hubs/$hub/functions'
    | '/hubs/$hub/alerts'
    | '/hubs/$hub/operations';
  readonly label: string;
  readonly icon: LucideIcon;
}

const pages: readonly HubPage[] = [
  { to: '/hubs/$hub/instances', label: 'Instances', icon: ListTree },
  { to: '/hubs/$hub/entities', label: 'Entities', icon: Box },
  { to: '/hubs/$hub/health', label: 'Health', icon: HeartPulse },
  { to: '/hubs/$hub/partitions', label: 'Partitions', icon: Layers },
  { to: '/hubs/$hub/throughput', label: 'Throughput', icon: ChartColumn },
  { to: '/hubs/$hub/failures', label: 'Failures', icon: CircleX },
  { to: '/hubs/$hub/functions', label: 'Functions', icon: Waypoints },
  { to: '/hubs/$hub/alerts', label: 'Alerts', icon: BellRing },
  { to: '/hubs/$hub/operations', label: 'Operations', icon: ListChecks },
];

/** The hub's pages; icons only where the window is narrow. */
export function Rail({ hub }: { hub: string }) {
  return (
    <nav
      aria-label="Pages of this task hub"
      className="flex w-11 shrink-0 flex-col gap-0.5 border-r border-line bg-rail p-1.5 min-[1100px]:w-44"
    >
      {pages.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          params={{ hub }}
          title={label}
          className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-muted hover:bg-hover hover:text-ink data-[status=active]:bg-selected data-[status=active]:font-medium data-[status=active]:text-ink"
        >
          <Icon aria-hidden size={16} className="shrink-0" />
          <span className="max-[1099px]:sr-only">{label}</span>
        </Link>
      ))}
    </nav>
  );
}
