import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { HubSummary } from '../../../shared/contract/hubs.ts';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { plural } from '../../lib/format-count.ts';
import { EmbeddedWorkerSwitch } from './embedded-worker-switch.tsx';
import { HubHealth } from './hub-health.tsx';
import { QueueTable } from './queue-table.tsx';
import { countKind } from './status-shares.ts';
import { StatusSummary } from './status-summary.tsx';

export function HubCard({ summary }: { summary: HubSummary }) {
  const { hub, name, counts, coverage, backlog, backlogProblem } = summary;
  return (
    <article aria-label={name} className="rounded-lg border border-line bg-canvas">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 border-b border-line px-4 py-1.5">
        <h3 className="min-w-0 truncate text-lg font-semibold">
          <Link to="/hubs/$hub/instances" params={{ hub }} className="rounded-sm hover:underline">
            {name}
          </Link>
        </h3>
        {summary.isEmbedded && (
          <span
            title="Durascope brought this task hub along for trying things out"
            className="rounded-sm border border-line-strong px-1.5 text-xs text-ink-muted"
          >
            embedded
          </span>
        )}
        {summary.isEmbedded && <EmbeddedWorkerSwitch hub={hub} />}
        <HubHealth hub={hub} />
        <span className="ml-auto">
          <CoverageNote coverage={coverage} />
        </span>
      </header>
      <div className="grid gap-x-8 gap-y-4 px-4 pt-3 pb-4 min-[860px]:grid-cols-[minmax(240px,320px)_minmax(0,1fr)]">
        <section aria-label={`Instances of ${name}`} className="min-w-0">
          <p className="flex h-7 items-center gap-3 text-sm text-ink-muted">
            <HubLink hub={hub} kind="orchestration" count={countKind(counts, 'orchestration')} />
            <HubLink hub={hub} kind="entity" count={countKind(counts, 'entity')} />
          </p>
          {coverage.asOf === null && coverage.rows === 0 ? (
            <SkeletonLines lines={4} />
          ) : (
            <StatusSummary hub={hub} counts={counts} />
          )}
        </section>
        <section aria-label={`Queues of ${name}`} className="min-w-0">
          {backlog !== null && <QueueTable backlog={backlog} hubName={name} />}
          {backlogProblem !== null && (
            <ProblemNotice what="The queues cannot be read" problem={backlogProblem} />
          )}
        </section>
      </div>
    </article>
  );
}

interface HubLinkProps {
  hub: string;
  kind: 'orchestration' | 'entity';
  count: number;
}

function HubLink({ hub, kind, count }: HubLinkProps) {
  const words = kind === 'entity' ? plural(count, 'entity', 'entities') : plural(count, 'orchestration');
  const look = 'flex items-center gap-1 rounded-sm hover:text-ink hover:underline';
  const arrow = <ArrowRight aria-hidden size={12} />;
  return kind === 'entity' ? (
    <Link to="/hubs/$hub/entities" params={{ hub }} className={look}>
      {words} {arrow}
    </Link>
  ) : (
    <Link to="/hubs/$hub/instances" params={{ hub }} search={{ q: 'kind:orchestration' }} className={look}>
      {words} {arrow}
    </Link>
  );
}
