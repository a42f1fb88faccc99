import { EmptyState } from '../../../components/empty-state.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';

export function SequenceTab({ execution }: InstanceTabProps) {
  return <EmptyState title="Sequence">{execution.model.eventCount} events</EmptyState>;
}
