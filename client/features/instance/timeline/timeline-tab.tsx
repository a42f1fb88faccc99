import { ChartGantt } from 'lucide-react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';
import { ChildReader } from './child-reader.tsx';
import { TimelineContent } from './timeline-content.tsx';
import { useTimeline } from './use-timeline.ts';

/** Every step as a bar on a common clock. */
export function TimelineTab(props: InstanceTabProps) {
  const { hub, execution } = props;
  const { scale, wanted, ...parts } = useTimeline(props);
  if (execution.model.eventCount === 0 && !execution.history.isComplete) return <SkeletonLines />;
  if (scale === null)
    return (
      <EmptyState title="Nothing to draw yet" icon={ChartGantt}>
        {execution.model.eventCount === 0
          ? 'A worker writes the first events when it starts the instance.'
          : 'None of the events in the history has a time. The history shows them one by one.'}
      </EmptyState>
    );
  return (
    <>
      {wanted.map((instanceId) => (
        <ChildReader key={instanceId} hub={hub} instanceId={instanceId} />
      ))}
      <TimelineContent {...props} {...parts} scale={scale} />
    </>
  );
}
