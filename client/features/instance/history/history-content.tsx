import { History } from 'lucide-react';
import { useMemo } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import { buildHistoryRows, countTypes, filterHistoryRows, type HistoryFilter } from './history-rows.ts';
import type { HistorySoFar } from '../history-so-far.ts';
import { HistoryTable } from './history-table.tsx';
import { HistoryToolbar } from './history-toolbar.tsx';
import type { InstanceSearch } from '../instance-search.ts';

interface HistoryContentProps {
  hub: string;
  instance: InstanceDetail;
  history: HistorySoFar;
  search: InstanceSearch;
  onSearch: (change: InstanceSearch) => void;
}

function troublesOf({ problems, leftoverRows }: HistorySoFar): string[] {
  if (leftoverRows === 0) return [...problems];
  const rows =
    leftoverRows === 1
      ? '1 row of an earlier execution'
      : `${formatCount(leftoverRows)} rows of earlier executions`;
  return [
    ...problems,
    `${rows} of this id ${leftoverRows === 1 ? 'was' : 'were'} left behind, marked below.`,
  ];
}

export function NoHistory({ instance }: { instance: InstanceDetail }) {
  return (
    <EmptyState title="No history yet" icon={History}>
      {instance.runtimeStatus === 'Pending'
        ? 'A worker writes the first events when it starts the instance.'
        : 'Storage holds no events of this instance.'}
    </EmptyState>
  );
}

export function HistoryContent({ history, search, onSearch, ...place }: HistoryContentProps) {
  const rows = useMemo(() => buildHistoryRows(history.events), [history.events]);
  const filter: HistoryFilter = { text: search.find ?? '', types: search.type ?? [] };
  const shown = filterHistoryRows(rows, filter);
  function changeFilter({ text, types }: HistoryFilter): void {
    onSearch({ find: text === '' ? undefined : text, type: types.length === 0 ? undefined : [...types] });
  }
  return (
    <>
      <div className="flex flex-col gap-2 px-4 py-2">
        {history.isComplete && (
          <p role="status" className="text-sm text-ink-muted">
            {plural(rows.length, 'event')}
          </p>
        )}
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
