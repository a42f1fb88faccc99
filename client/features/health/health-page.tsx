import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { verdictQuery } from '../../api/verdict-queries.ts';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { EventGridPanel } from './event-grid/event-grid-panel.tsx';
import { HealthSkeleton } from './health-skeleton.tsx';
import { HubLinksPanel } from './links/hub-links-panel.tsx';
import { StuckSection } from './stuck-section.tsx';
import { StorageCostPanel } from './storage-cost/storage-cost-panel.tsx';
import { VersionsPanel } from './versions/versions-panel.tsx';
import { VerdictView } from './verdict-view.tsx';
import { WaitingSection } from './waiting-section.tsx';

const route = getRouteApi('/hubs/$hub/health');

/** Whether the hub is healthy, why not, and what is stuck in it. */
export function HealthPage() {
  const { hub } = route.useParams();
  const query = useQuery(verdictQuery(hub));
  const verdict = query.data;
  return (
    <div className="flex flex-col gap-2 pt-2 pb-6">
      <Panel
        title={<span className="text-xl">Health</span>}
        headingLevel="h1"
        query={query}
        skeleton={<HealthSkeleton />}
        actions={
          verdict && (
            <>
              <span className="text-sm text-ink-muted">
                queues read <InstantText instant={verdict.readAt} as="relative" />, instances
              </span>
              <CoverageNote coverage={verdict.coverage} />
            </>
          )
        }
      >
        {(shown) => (
          <div className="flex flex-col gap-6">
            <VerdictView hub={hub} verdict={shown} />
            <StuckSection hub={hub} verdict={shown} />
            <WaitingSection hub={hub} verdict={shown} />
          </div>
        )}
      </Panel>
      <VersionsPanel hub={hub} />
      <StorageCostPanel hub={hub} />
      <EventGridPanel hub={hub} />
      <HubLinksPanel hub={hub} />
    </div>
  );
}
