import type { InstanceTabProps } from '../instance-tab.ts';
import { HistoryContent, NoHistory } from './history-content.tsx';

export function HistoryTab({ hub, instance, execution, search, onSearch }: InstanceTabProps) {
  const { history } = execution;
  if (history.isComplete && history.events.length === 0) return <NoHistory instance={instance} />;
  return (
    <HistoryContent hub={hub} instance={instance} history={history} search={search} onSearch={onSearch} />
  );
}
