import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isNotFound } from '../../api/api-errors.ts';
import { ChevronLeft, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { getEntity } from '../../../shared/contract/entities.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { IdHeading } from '../../components/id-heading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { EntityBody } from './entity-body.tsx';
import { entityQuery } from './entity-queries.ts';
import { ExistenceMark } from './existence-mark.tsx';

function EntityNotFound({ instanceId }: { instanceId: string }) {
  return (
    <EmptyState title="No such entity in this task hub" icon={SearchX}>
      <InstanceIdText instanceId={instanceId} isCopyable={false} /> has no row: nothing was ever sent to it,
      or it was cleaned up.
    </EmptyState>
  );
}

function existenceOf({ instance, state }: ResultOf<typeof getEntity>): boolean | null {
  return state.problem === null ? state.exists : (instance.entity?.exists ?? null);
}

function GoneNote({ hub }: { hub: string }) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 bg-warning-soft px-4 py-1.5">
      The entity is gone from storage since this was read. What stands here is what was read before.
      <Link to="/hubs/$hub/entities" params={{ hub }} className="text-accent underline underline-offset-2">
        All entities
      </Link>
    </div>
  );
}

interface EntityPageProps {
  hub: string;
  instanceId: string;
  /** What can be done with the entity; another feature's business. */
  renderActions: (instance: InstanceDetail, isGone: boolean) => ReactNode;
  /** What may be wrong with it; another feature's business too. */
  renderDiagnosis: (instance: InstanceDetail) => ReactNode;
  /** What was done with it. */
  pastActions: ReactNode;
}

export function EntityPage({
  hub,
  instanceId,
  renderActions,
  renderDiagnosis,
  pastActions,
}: EntityPageProps) {
  const query = useQuery(entityQuery(hub, instanceId));
  const isGone = isNotFound(query.error);
  return (
    <>
      <header className="flex flex-col gap-1 border-b border-line px-4 pt-2 pb-2.5">
        <Link
          to="/hubs/$hub/entities"
          params={{ hub }}
          className="inline-flex items-center gap-0.5 self-start text-sm text-ink-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden size={14} />
          Entities
        </Link>
        <div className="flex flex-wrap items-center gap-x-3">
          <IdHeading instanceId={instanceId} what="entity id" />
          {query.data && <ExistenceMark exists={existenceOf(query.data)} />}
        </div>
      </header>
      {query.data !== undefined && (
        <>
          {isGone && <GoneNote hub={hub} />}
          {renderActions(query.data.instance, isGone)}
          {!isGone && renderDiagnosis(query.data.instance)}
        </>
      )}
      {isGone && query.data === undefined ? (
        <EntityNotFound instanceId={instanceId} />
      ) : (
        <Panel title="State" query={query} isFlush>
          {(data) => <EntityBody key={instanceId} hub={hub} {...data} />}
        </Panel>
      )}
      {pastActions}
    </>
  );
}
