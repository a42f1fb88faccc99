import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Cable, FileInput, Inbox } from 'lucide-react';
import type { ResultOf } from '../../../shared/contract/endpoint.ts';
import type { listHubs } from '../../../shared/contract/hubs.ts';
import { hubsQuery } from '../../api/hubs-queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { HubCard } from './hub-card.tsx';
import { HubsSkeleton } from './hubs-skeleton.tsx';

type Hubs = ResultOf<typeof listHubs>;

export function HubsPage() {
  const hubs = useQuery(hubsQuery);
  return (
    <div className="mx-auto max-w-[1440px] py-1">
      <Panel
        title={<span className="text-lg">Task hubs</span>}
        query={hubs}
        skeleton={<HubsSkeleton />}
        headingLevel="h1"
        actions={
          <Link
            to="/import"
            className="inline-flex items-center gap-1.5 rounded-sm text-ink-muted hover:text-ink"
            title="Shows a downloaded history, without a task hub"
          >
            <FileInput aria-hidden size={14} />
            Open a history file
          </Link>
        }
        empty={({ connections }) =>
          connections.length === 0 ? (
            <EmptyState icon={Cable} title="No connection is configured">
              Name a storage account in the configuration and its task hubs appear here.
            </EmptyState>
          ) : null
        }
      >
        {(data) => <Connections {...data} />}
      </Panel>
    </div>
  );
}

function Connections({ connections, hubs }: Hubs) {
  return (
    <div className="flex flex-col gap-6">
      {connections.map((connection) => {
        const own = hubs.filter((hub) => hub.connection === connection.name);
        return (
          <section key={connection.name} aria-label={`Connection ${connection.name}`}>
            <h2 className="flex flex-wrap items-baseline gap-x-2 pb-2">
              <Cable aria-hidden size={14} className="self-center text-ink-faint" />
              <span className="font-medium">{connection.name}</span>
              <span className="font-mono text-sm text-ink-muted">{connection.target}</span>
            </h2>
            <div className="flex flex-col gap-3">
              {connection.problem !== null && (
                <ProblemNotice what="This connection cannot be read" problem={connection.problem} />
              )}
              {own.map((hub) => (
                <HubCard key={hub.hub} summary={hub} />
              ))}
              {own.length === 0 && connection.problem === null && (
                <EmptyState icon={Inbox} title="No task hub in this storage account">
                  A task hub appears here as soon as an app creates its tables.
                </EmptyState>
              )}
            </div>
          </section>
        );
      })}
    </div>
  );
}
