import type { Partitions } from '../../../shared/contract/partitions.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueueHealthRow } from './queue-health-row.tsx';
import { queuesOf } from './queue-words.ts';

const head = 'px-2 py-1.5 font-normal whitespace-nowrap text-ink-muted';

const columns = [
  { label: 'Messages', title: 'In the queue, visible or not', align: 'w-[12%] text-left' },
  { label: 'Visible', title: 'A worker could take them now', align: 'text-right' },
  { label: 'Invisible', title: 'Being worked on, or not due yet', align: 'text-right' },
  { label: 'Oldest', title: 'Since when the oldest visible one could have been taken', align: 'text-left' },
  {
    label: 'Dequeues',
    title: 'How often a peeked message was taken and came back, at most',
    align: 'text-right',
  },
  { label: 'In / min', title: 'Messages that arrived, at least', align: 'text-right' },
  { label: 'Out / min', title: 'Messages that left, at least', align: 'text-right' },
  { label: 'Worker', title: 'Who holds the lease of the partition', align: 'w-[24%] text-left' },
  { label: 'Moves', title: 'Changes of owner that were seen while somebody watched', align: 'text-left' },
  { label: 'Instances', title: 'Whose id is hashed to the partition', align: 'pr-4 text-right' },
] as const;

interface QueueHealthTableProps {
  hub: string;
  answer: Partitions;
  chosen: string | undefined;
  onChoose: (queue: string) => void;
}

/** Every queue as it is now, with who works on it. */
export function QueueHealthTable({ hub, answer, chosen, onChoose }: QueueHealthTableProps) {
  const queues = queuesOf(answer);
  const deepest = Math.max(1, ...queues.map(({ depth }) => depth));
  if (queues.length === 0)
    return (
      <EmptyState title="This task hub has no queues">
        The engine makes them when the first worker starts.
      </EmptyState>
    );
  return (
    <div role="group" aria-label="Queues" tabIndex={0} className="relative overflow-x-auto">
      <table aria-label="Queues now" className="w-full min-w-260 border-collapse">
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-4 text-left`}>
              Queue
            </th>
            {columns.map(({ label, title, align }) => (
              <th key={label} scope="col" title={title} className={`${head} ${align}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <QueueHealthRow
              key={queue.queue}
              hub={hub}
              queue={queue}
              partition={answer.partitions.find((one) => one.queue === queue.queue) ?? null}
              deepest={deepest}
              isChosen={queue.queue === chosen}
              onChoose={() => onChoose(queue.queue)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
