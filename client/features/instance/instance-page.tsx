import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { summariseExecution } from '../../../shared/domain/execution-summary.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import { isNotFound } from '../../api/api-errors.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { FailureSection } from './failure-section.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { InstanceFacts } from './instance-facts.tsx';
import { InstanceHeader } from './instance-header.tsx';
import { InstanceNotFound } from './instance-not-found.tsx';
import { instanceDetailQuery } from './instance-queries.ts';
import type { InstanceSearch } from './instance-search.ts';
import { PayloadPanels } from './payload-panels.tsx';
import { useHistory } from './use-history.ts';

const route = getRouteApi('/hubs/$hub/instances/$instanceId');

interface InstancePageProps {
  hub: string;
  instanceId: string;
  /** What can be done with the instance; another feature's business. */
  renderActions: (instance: InstanceDetail) => ReactNode;
}

export function InstancePage({ hub, instanceId, renderActions }: InstancePageProps) {
  const query = useQuery(instanceDetailQuery(hub, instanceId));
  const instance = query.data;
  const isGone = isNotFound(query.error);
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
          {isGone ? <ProblemList problems={[goneWords]} /> : renderActions(instance)}
          <LoadedInstance hub={hub} instance={instance} query={query} />
        </>
      )}
    </>
  );
}

const goneWords = 'The instance is gone from storage since this was read: somebody purged it.';

interface LoadedInstanceProps {
  hub: string;
  instance: InstanceDetail;
  query: Parameters<typeof Panel<InstanceDetail>>[0]['query'];
}

function LoadedInstance({ hub, instance, query }: LoadedInstanceProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const history = useHistory(hub, instance);
  const events = history.data?.events;
  const { parent, end } = useMemo(() => summariseExecution(events ?? []), [events]);

  function changeSearch(change: InstanceSearch): void {
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  }
  return (
    <>
      {instance.runtimeStatus === 'Failed' && <FailureSection hub={hub} instance={instance} end={end} />}
      <Panel title="Summary" query={query}>
        {(data) => (
          <div className="flex flex-col gap-3">
            <ProblemList problems={data.problems} />
            <InstanceFacts hub={hub} instance={data} parent={parent} />
          </div>
        )}
      </Panel>
      <PayloadPanels hub={hub} instance={instance} />
      <div className="border-t border-line">
        <HistoryPanel hub={hub} instance={instance} query={history} search={search} onSearch={changeSearch} />
      </div>
    </>
  );
}
