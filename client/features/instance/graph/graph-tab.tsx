import { EmptyState } from '../../../components/empty-state.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';

export function GraphTab({ execution }: InstanceTabProps) {
  return <EmptyState title="Graph">{execution.model.eventCount} events</EmptyState>;
}
