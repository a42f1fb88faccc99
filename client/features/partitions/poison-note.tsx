import { TriangleAlert } from 'lucide-react';
import type { QueueHealth } from '../../../shared/contract/partitions.ts';
import { Button } from '../../components/button.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { hubNameOf } from '../../lib/hub-name.ts';
import { queueLabel } from '../../lib/queue-label.ts';

interface PoisonNoteProps {
  hub: string;
  queues: readonly QueueHealth[];
  onChoose: (queue: string) => void;
}

/** Messages that nobody gets done with, before everything else. */
export function PoisonNote({ hub, queues, onChoose }: PoisonNoteProps) {
  const suspected = queues
    .filter(({ poisonCandidates }) => poisonCandidates > 0)
    .sort((one, other) => other.maxDequeueCount - one.maxDequeueCount);
  if (suspected.length === 0) return null;
  return (
    <section aria-label="Suspected poison messages" className="bg-warning-soft px-4 py-2">
      <p className="flex items-start gap-2">
        <TriangleAlert aria-hidden size={14} className="mt-0.75 shrink-0 text-warning" />
        <span>
          Messages were taken again and again and came back: workers fail to process them, or end while they
          do. The engine retries them forever.
        </span>
      </p>
      <ul className="flex flex-col gap-1 pt-1 pl-5.5">
        {suspected.map(({ queue, poisonCandidates, maxDequeueCount }) => (
          <li key={queue} className="flex flex-wrap items-center gap-x-2">
            <span className="font-mono text-sm">{queueLabel(queue, hubNameOf(hub))}</span>
            {plural(poisonCandidates, 'message')}, dequeued up to {formatCount(maxDequeueCount)} times
            <Button onClick={() => onChoose(queue)}>Show them</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
