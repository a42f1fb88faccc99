import { History } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { formatCount, plural } from '../../../lib/format-count.ts';
import type { HistorySoFar } from '../history-so-far.ts';
import type { InstanceSearch } from '../instance-search.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { countNames, countTypes, filterHistory, type HistoryFilter } from './history-filter.ts';
import { sourceOf } from './history-rows.ts';
import { HistoryTable } from './history-table.tsx';
import { HistoryToolbar } from './history-toolbar.tsx';
import { useHistoryLines } from './use-history-lines.ts';

function troublesOf({ problems, leftoverRows }: HistorySoFar): string[] {
  if (leftoverRows === 0) return [...problems];
  const isOne = leftoverRows === 1;
  const rows = isOne
    ? '1 row of an earlier execution'
    : `${formatCount(leftoverRows)} rows of earlier executions`;
  return [...problems, `${rows} of this id ${isOne ? 'was' : 'were'} left behind, marked below.`];
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

const none: readonly string[] = [];

function useFilter(search: InstanceSearch): HistoryFilter {
  const { find = '', type = none, name = none } = search;
  return useMemo(() => ({ text: find, types: type, names: name }), [find, type, name]);
}

export function HistoryContent(props: InstanceTabProps) {
  const { hub, instance, execution, search, onSearch, selected, onSelect } = props;
  const { history, model } = execution;
  const source = useMemo(() => sourceOf(history.events, model), [history.events, model]);
  const types = useMemo(() => countTypes(source), [source]);
  const names = useMemo(() => countNames(source), [source]);
  const filter = useFilter(search);
  // What is typed shows at once; a long history is looked through behind it.
  const applied = useDeferredValue(filter);
  const shown = useMemo(() => filterHistory(source, applied), [source, applied]);
  const isGrouped = search.group === 'step';
  const lines = useHistoryLines(source, { shown, isGrouped: useDeferredValue(isGrouped), selected });

  function changeFilter({ text, types: chosenTypes, names: chosenNames }: HistoryFilter): void {
    onSearch({
      find: text === '' ? undefined : text,
      type: chosenTypes.length === 0 ? undefined : [...chosenTypes],
      name: chosenNames.length === 0 ? undefined : [...chosenNames],
    });
  }
  const total = source.events.length;
  return (
    <>
      <div className="flex flex-col gap-2 px-4 py-2">
        {history.isComplete && (
          <p role="status" className="text-sm text-ink-muted">
            {shown.length === total
              ? plural(total, 'event')
              : `${formatCount(shown.length)} of ${plural(total, 'event')}`}
          </p>
        )}
        <ProblemList problems={troublesOf(history)} />
      </div>
      <HistoryToolbar
        hub={hub}
        instanceId={instance.instanceId}
        types={types}
        names={names}
        filter={filter}
        onChange={changeFilter}
        isGrouped={isGrouped}
        onGroup={(byStep) => onSearch({ group: byStep ? 'step' : undefined })}
      />
      {shown.length === 0 ? (
        <EmptyState title={history.isComplete ? 'No event matches' : 'No event matches yet'}>
          The history has {plural(total, 'event')}.
        </EmptyState>
      ) : (
        <HistoryTable
          hub={hub}
          instanceId={instance.instanceId}
          source={source}
          lines={lines}
          openKey={selected}
          onOpen={onSelect}
        />
      )}
    </>
  );
}
