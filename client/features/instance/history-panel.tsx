import { History } from 'lucide-react';
import { useMemo } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel, type PanelQuery } from '../../components/panel.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { buildHistoryRows, countTypes, filterHistoryRows, type HistoryFilter } from './history-rows.ts';
import type { HistorySoFar } from './history-so-far.ts';
import { HistoryTable } from './history-table.tsx';
import { HistoryToolbar } from './history-toolbar.tsx';
import type { InstanceSearch } from './instance-search.ts';

interface HistoryPanelProps {
  hub: string;
  instance: InstanceDetail;
  query: PanelQuery<HistorySoFar>;
  search: InstanceSearch;
  onSearch: (change: InstanceSearch) => void;
}

function troublesOf(history: HistorySoFar): string[] {
  const left = history.leftoverRows;
  return [
    ...history.problems,
    ...(left > 0
      ? [
          `${plural(left, 'row')} of earlier executions of this id ${left === 1 ? 'is' : 'are'} left behind and not shown.`,
        ]
      : []),
  ];
}

function NoHistory({ instance }: { instance: InstanceDetail }) {
  return (
    <EmptyState title="No history yet" icon={History}>
      {instance.runtimeStatus === 'Pending'
        ? 'A worker writes the first events when it starts the instance.'
        : 'Storage holds no events of this instance.'}
    </EmptyState>
  );
}

function HistoryContent({
  history,
  search,
  onSearch,
  ...place
}: Omit<HistoryPanelProps, 'query'> & { history: HistorySoFar }) {
  const rows = useMemo(() => buildHistoryRows(history.events), [history.events]);
  const filter: HistoryFilter = { text: search.find ?? '', types: search.type ?? [] };
  const shown = filterHistoryRows(rows, filter);
  function changeFilter({ text, types }: HistoryFilter): void {
    onSearch({ find: text === '' ? undefined : text, type: types.length === 0 ? undefined : [...types] });
  }
  return (
    <>
      <div className="flex flex-col gap-2 px-4 empty:hidden pb-2">
        <ProblemList problems={troublesOf(history)} />
      </div>
      <HistoryToolbar types={countTypes(rows)} filter={filter} onChange={changeFilter} />
      {shown.length === 0 ? (
        <EmptyState title="No event matches">The history has {plural(rows.length, 'event')}.</EmptyState>
      ) : (
        <HistoryTable
          hub={place.hub}
          instanceId={place.instance.instanceId}
          rows={shown}
          openKey={search.event}
          onOpen={(event) => onSearch({ event })}
        />
      )}
    </>
  );
}

export function HistoryPanel({ query, ...rest }: HistoryPanelProps) {
  const history = query.data;
  return (
    <Panel
      title="History"
      isFlush
      query={query}
      actions={
        history !== undefined && (
          <span role="status" className="text-sm text-ink-muted">
            {history.isComplete
              ? plural(history.events.length, 'event')
              : `${formatCount(history.events.length)} events so far, reading on`}
          </span>
        )
      }
      empty={(data) =>
        data.isComplete && data.events.length === 0 && troublesOf(data).length === 0 ? (
          <NoHistory instance={rest.instance} />
        ) : null
      }
    >
      {(data) => <HistoryContent history={data} {...rest} />}
    </Panel>
  );
}
