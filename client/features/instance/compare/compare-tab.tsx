import { EmptyState } from '../../../components/empty-state.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';

export function CompareTab({ execution }: InstanceTabProps) {
  return <EmptyState title="Compare">{execution.model.eventCount} events</EmptyState>;
}
