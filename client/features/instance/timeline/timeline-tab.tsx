import { EmptyState } from '../../../components/empty-state.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';

export function TimelineTab({ execution }: InstanceTabProps) {
  return <EmptyState title="Timeline">{execution.model.eventCount} events</EmptyState>;
}
