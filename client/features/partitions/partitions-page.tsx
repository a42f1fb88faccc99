import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Partitions } from '../../../shared/contract/partitions.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { AdviceSection } from './advice-section.tsx';
import { HeatMapPanel } from './heat-map-panel.tsx';
import { MessagesPanel } from './messages-panel.tsx';
import { partitionsQuery } from './partitions-queries.ts';
import { partitionsSearch, type PartitionsSearch } from './partitions-search.ts';
import { PoisonNote } from './poison-note.tsx';
import { QueueHealthTable } from './queue-health-table.tsx';
import { partitionsSummary, queuesOf } from './queue-words.ts';
import { TargetsSection } from './targets-section.tsx';
import { WorkersSection } from './workers-section.tsx';

const route = getRouteApi('/hubs/$hub/partitions');

function TableSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-4 px-4 py-2">
      <span className="sr-only">Loading</span>
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-4!" />
      ))}
    </div>
  );
}

interface LoadedProps {
  hub: string;
  answer: Partitions;
  search: PartitionsSearch;
  onChange: (change: Partial<PartitionsSearch>) => void;
}

function chosenQueue({ queue, partition }: PartitionsSearch, answer: Partitions): string | undefined {
  return queue ?? answer.partitions.find((one) => one.partition === partition)?.queue;
}

function Loaded({ hub, answer, search, onChange }: LoadedProps) {
  const queues = queuesOf(answer);
  const chosen = chosenQueue(search, answer);
  const none = { queue: undefined, partition: undefined, message: undefined };
  const choose = (queue: string) => onChange(queue === chosen ? none : { ...none, queue });
  return (
    <>
      <div className="px-4 pb-2 empty:hidden">
        <ProblemList problems={answer.problems} />
      </div>
      <PoisonNote hub={hub} queues={queues} onChoose={(queue) => onChange({ ...none, queue })} />
      <QueueHealthTable hub={hub} answer={answer} chosen={chosen} onChoose={choose} />
      {chosen !== undefined && (
        <MessagesPanel
          key={chosen}
          hub={hub}
          queue={chosen}
          health={queues.find(({ queue }) => queue === chosen)}
          moves={answer.partitions.find(({ queue }) => queue === chosen)?.moves ?? []}
          message={search.message}
          onClose={() => onChange(none)}
        />
      )}
    </>
  );
}

/** Queues, their messages, who works on them, and what that means for scaling. */
export function PartitionsPage() {
  const { hub } = route.useParams();
  const raw = route.useSearch();
  const navigate = route.useNavigate();
  const search = useMemo(() => partitionsSearch.parse(raw), [raw]);
  const query = useQuery(partitionsQuery(hub));
  const { data } = query;

  function change(part: Partial<PartitionsSearch>): void {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  }
  return (
    <>
      <header className="px-4 pt-3 pb-1">
        <h1 className="text-xl font-semibold">Partitions</h1>
        <p className="min-h-5 text-ink-muted">{data && partitionsSummary(data)}</p>
      </header>
      <Panel
        title="Queues"
        query={query}
        isFlush
        skeleton={<TableSkeleton />}
        actions={
          data && (
            <span className="text-sm text-ink-muted">
              read <InstantText instant={data.readAt} as="relative" />
            </span>
          )
        }
      >
        {(answer) => <Loaded key={hub} hub={hub} answer={answer} search={search} onChange={change} />}
      </Panel>
      <div className="border-t border-line">
        <HeatMapPanel key={hub} hub={hub} ownership={data?.ownership} search={search} onChange={change} />
      </div>
      {data && (
        <>
          <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,380px),1fr))] gap-x-8 gap-y-4 border-t border-line px-4 pt-2.5 pb-3">
            <AdviceSection hub={hub} advice={data.advice} />
            <WorkersSection answer={data} />
          </div>
          <TargetsSection hub={hub} targets={data.targets} />
        </>
      )}
    </>
  );
}
