import { ArrowRightLeft } from 'lucide-react';
import { useMemo } from 'react';
import { buildSequence } from '../../../../shared/domain/execution/sequence.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import type { InstanceTabProps } from '../instance-tab.ts';
import { SequenceContent } from './sequence-content.tsx';

/** Who called whom, in the order of the history. */
export function SequenceTab(props: InstanceTabProps) {
  const { history, model } = props.execution;
  const sequence = useMemo(() => buildSequence(model, history.events), [model, history.events]);
  if (sequence.messages.length === 0 && !history.isComplete) return <SkeletonLines />;
  if (sequence.messages.length === 0)
    return (
      <EmptyState title="No messages yet" icon={ArrowRightLeft}>
        A worker writes the first events when it starts the instance.
      </EmptyState>
    );
  return <SequenceContent {...props} sequence={sequence} />;
}
