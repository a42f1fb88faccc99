import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import type { MessageKind, Sequence } from '../../../../shared/domain/execution/sequence-model.ts';
import { formatCount, plural } from '../../../lib/format-count.ts';

export function countKinds({ messages }: Sequence): ReadonlyMap<MessageKind, number> {
  const counts = new Map<MessageKind, number>();
  for (const { kind } of messages) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The picture in words. */
export function sequenceSummary(
  sequence: Sequence,
  counts: ReadonlyMap<MessageKind, number>,
  model: ExecutionModel,
  isComplete: boolean,
): string {
  const of = (kind: MessageKind) => counts.get(kind) ?? 0;
  const open = model.steps.filter(({ state, kind }) => state === 'open' && kind !== 'timer').length;
  const parts = [
    of('call') > 0 && plural(of('call'), 'call'),
    of('result') > 0 && plural(of('result'), 'answer'),
    of('failure') > 0 && plural(of('failure'), 'failure'),
    open > 0 && `${formatCount(open)} without an answer yet`,
    of('timer') > 0 && plural(of('timer'), 'timer'),
    of('event') > 0 && `${plural(of('event'), 'event')} from outside`,
    of('send') > 0 && `${formatCount(of('send'))} sent`,
    of('command') > 0 && `${plural(of('command'), 'command')} from outside`,
  ].filter((part) => part !== false);
  const scope = isComplete ? '' : ' in the part read so far';
  return `${plural(sequence.messages.length, 'message')} between ${plural(sequence.lanes.length, 'lane')}${scope}${parts.length === 0 ? '' : ': '}${parts.join(', ')}.`;
}
