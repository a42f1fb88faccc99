import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import { isNotFound } from '../../api/api-errors.ts';
import { Panel } from '../../components/panel.tsx';
import { useTellPageDrawn } from '../../lib/use-tell-page-drawn.ts';
import { unreadHistory } from './history-so-far.ts';
import { InstanceHeader } from './instance-header.tsx';
import { InstanceNotFound } from './instance-not-found.tsx';
import { instanceDetailQuery } from './instance-queries.ts';
import type { InstanceSearch } from './instance-search.ts';
import { InstanceTabs, preloadView } from './instance-tabs.tsx';
import { LiveNote, ReadingNote, StaleNote } from './reading-note.tsx';
import { useExecution } from './use-execution.ts';

const route = getRouteApi('/hubs/$hub/instances/$instanceId');

interface InstancePageProps {
  hub: string;
  instanceId: string;
  /** What can be done with the instance; another feature's business. */
  renderActions: (instance: InstanceDetail, isGone: boolean) => ReactNode;
}

export function InstancePage({ hub, instanceId, renderActions }: InstancePageProps) {
  const [isFollowed, setFollowed] = useState(false);
  const polled = instanceDetailQuery(hub, instanceId);
  const query = useQuery(isFollowed ? { ...polled, refetchInterval: false } : polled);
  const instance = query.data;
  const isGone = isNotFound(query.error);
  // The code of the view is not to wait for the row.
  const { tab = 'summary' } = route.useSearch();
  useEffect(() => preloadView(tab), [tab]);
  useTellPageDrawn(query.error !== null);
  if (instance === undefined && isGone) return <InstanceNotFound hub={hub} instanceId={instanceId} />;
  return (
    <>
      <InstanceHeader
        hub={hub}
        instanceId={instanceId}
        instance={instance}
        isLive={instance !== undefined && !isGone && !isTerminal(instance.runtimeStatus)}
      />
      {instance === undefined ? (
        <Panel title="Summary" query={query}>
          {() => null}
        </Panel>
      ) : (
        <>
          {isGone ? <GoneNote hub={hub} /> : <StaleNote query={query} />}
          {renderActions(instance, isGone)}
          <LoadedInstance hub={hub} instance={instance} isGone={isGone} onFollowed={setFollowed} />
        </>
      )}
    </>
  );
}

function GoneNote({ hub }: { hub: string }) {
  return (
    <div role="status" className="mt-1.5 flex flex-wrap items-center gap-x-3 bg-warning-soft px-4 py-1.5">
      The instance is gone from storage since this was read: it was purged. What stands here is what was read
      before.
      <Link to="/hubs/$hub/instances" params={{ hub }} className="text-accent underline underline-offset-2">
        All instances
      </Link>
    </div>
  );
}

interface LoadedInstanceProps {
  hub: string;
  instance: InstanceDetail;
  isGone: boolean;
  /** Whether the server tells what changes, so that nobody has to ask. */
  onFollowed: (isFollowed: boolean) => void;
}

function LoadedInstance({ hub, instance, isGone, onFollowed }: LoadedInstanceProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { execution, reading, live } = useExecution(hub, instance, isGone);
  useTellPageDrawn(execution.history !== unreadHistory || reading.error !== null);
  const isFollowed = live.connection === 'open';
  useEffect(() => onFollowed(isFollowed), [isFollowed, onFollowed]);

  // The same ones every time: what is given others is drawn again.
  const changeSearch = useCallback(
    (change: InstanceSearch) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const select = useCallback((event: string | undefined) => changeSearch({ event }), [changeSearch]);
  return (
    <>
      {!isGone && <ReadingNote history={execution.history} reading={reading} />}
      <LiveNote live={live} onRetry={() => void reading.refetch()} isRetrying={reading.isFetching} />
      <InstanceTabs
        hub={hub}
        instance={instance}
        execution={execution}
        selected={search.event}
        onSelect={select}
        search={search}
        onSearch={changeSearch}
      />
    </>
  );
}
