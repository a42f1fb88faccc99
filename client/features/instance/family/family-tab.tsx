import { EmptyState } from '../../../components/empty-state.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';

export function FamilyTab({ execution }: InstanceTabProps) {
  return <EmptyState title="Family">{execution.model.eventCount} events</EmptyState>;
}
