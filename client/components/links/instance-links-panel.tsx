import { useQuery } from '@tanstack/react-query';
import { isNotFound } from '../../api/api-errors.ts';
import { Panel } from '../panel.tsx';
import { ProblemList } from '../problem-list.tsx';
import { FilledLinks } from './filled-links.tsx';
import { instanceLinksQuery } from './links-queries.ts';
import { TrackingQueries } from './tracking-queries.tsx';

/** The way from one instance to other tools and to what its app logged. */
export function InstanceLinksPanel({ hub, instanceId }: { hub: string; instanceId: string }) {
  const query = useQuery(instanceLinksQuery(hub, instanceId));
  // The page itself says so.
  if (isNotFound(query.error) && query.data === undefined) return null;
  return (
    <div className="border-t border-line">
      <Panel title="Links and queries" query={query}>
        {({ links, queries, problems }) => (
          <div className="flex flex-col gap-3">
            <ProblemList problems={problems} />
            <FilledLinks links={links} />
            <TrackingQueries queries={queries} />
          </div>
        )}
      </Panel>
    </div>
  );
}
