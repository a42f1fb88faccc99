import type { InstanceTabProps } from '../instance-tab.ts';
import { HistoryContent, NoHistory } from './history-content.tsx';

export function HistoryTab(props: InstanceTabProps) {
  const { history } = props.execution;
  if (history.isComplete && history.events.length === 0) return <NoHistory instance={props.instance} />;
  return <HistoryContent {...props} />;
}
