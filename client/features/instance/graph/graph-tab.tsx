import { ReactFlowProvider } from 'reactflow';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { NoHistory } from '../history/history-content.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';
import { GraphView } from './graph-view.tsx';

/** Draws what was read so far; the page says above how far that is. */
export function GraphTab(props: InstanceTabProps) {
  const { history, model } = props.execution;
  if (history.isComplete && history.events.length === 0) return <NoHistory instance={props.instance} />;
  if (model.eventCount === 0) return <SkeletonLines />;
  return (
    <ReactFlowProvider>
      <GraphView {...props} />
    </ReactFlowProvider>
  );
}
