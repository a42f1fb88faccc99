import type { Backlog } from '../../../shared/contract/backlog.ts';

function describeOwner(backlog: Backlog, owner: Backlog['partitions'][number]['owner']): string {
  if (backlog.ownership === null) return 'Who owns it cannot be known here.';
  if (owner === null) return 'Nothing is recorded about its owner.';
  const worker = owner.workerId ?? 'nobody';
  if (owner.lease === 'free') return 'No worker owns it.';
  return owner.lease === 'live'
    ? `Worker ${worker} owns it.`
    : `Worker ${worker} owned it, but its lease ran out: nobody works on it now.`;
}

/** Length and owner of a control queue, in words; what explains that nobody picks up a message. */
export function describeQueue(backlog: Backlog, queue: string): string {
  const partition = backlog.partitions.find((candidate) => candidate.queue === queue);
  if (partition === undefined) return `The queue ${queue} is not among the queues of this task hub.`;
  const messages = partition.depth === 1 ? '1 message' : `${partition.depth} messages`;
  return `The queue ${queue} holds ${messages}. ${describeOwner(backlog, partition.owner)}`;
}
