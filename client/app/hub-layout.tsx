import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { hubsQuery } from '../api/hubs-queries.ts';
import { useLiveIndex } from '../api/use-hub-changes.ts';

const NoSuchHub = lazy(async () => ({ default: (await import('./no-such-hub.tsx')).NoSuchHub }));

/** Whether the list of hubs that the header asks for lacks the hub from the start; one that goes later has its pages go on. */
function useIsMissing(hub: string): boolean {
  const [seenHub, setSeenHub] = useState<string | null>(null);
  const { data: isMissing } = useQuery({
    ...hubsQuery,
    enabled: false,
    select: ({ connections, hubs }) => {
      if (hubs.some((known) => known.hub === hub)) return false;
      // One that cannot be read may hold it.
      return connections.length > 0 && connections.every(({ problem }) => problem === null);
    },
  });
  if (isMissing === false && seenHub !== hub) setSeenHub(hub);
  return isMissing === true && seenHub !== hub;
}

function LivePages({ hub }: { hub: string }) {
  useLiveIndex(hub);
  return <Outlet />;
}

/** Around every page of one hub: keeps what the index answered up to date. */
export function HubLayout() {
  const { hub } = useParams({ from: '/hubs/$hub' });
  const isMissing = useIsMissing(hub);
  return isMissing ? (
    <Suspense>
      <NoSuchHub hub={hub} />
    </Suspense>
  ) : (
    <LivePages hub={hub} />
  );
}
