import type { Message, SequenceRow } from '../../../../shared/domain/execution/sequence-model.ts';
import type { InstanceTabProps } from '../instance-tab.ts';
import { StepDetail } from '../step-detail.tsx';
import { MarkDetail } from './mark-detail.tsx';
import { messageWords } from './message-words.ts';

interface SequenceDetailProps extends Pick<
  InstanceTabProps,
  'hub' | 'instance' | 'execution' | 'selected' | 'onSelect'
> {
  message: Message;
}

/** Many messages in one row have no details of their own: they unfold. */
export function detailedMessage(row: SequenceRow | undefined, selected: string | undefined): Message | null {
  return row?.kind === 'message' && row.message.rowKey === selected ? row.message : null;
}

export function SequenceDetail({ message, ...props }: SequenceDetailProps) {
  const { hub, instance, execution, selected, onSelect } = props;
  const { model } = execution;
  const step = model.steps[message.step ?? -1];
  if (step !== undefined)
    return <StepDetail {...{ hub, instance, execution, selected, onSelect }} step={step} />;
  return (
    <MarkDetail
      hub={hub}
      instanceId={instance.instanceId}
      title={messageWords(model, message).title}
      mark={model.marks[message.mark ?? -1] ?? null}
      rowKey={message.rowKey}
      onClose={() => onSelect(undefined)}
    />
  );
}
