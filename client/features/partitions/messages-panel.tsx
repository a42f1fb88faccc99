import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PartitionHealth, QueueHealth } from '../../../shared/contract/partitions.ts';
import { Button } from '../../components/button.tsx';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { hubNameOf } from '../../lib/hub-name.ts';
import { queueLabel } from '../../lib/queue-label.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { MessageTable } from './message-table.tsx';
import { queueMessagesQuery } from './partitions-queries.ts';

/** So many can be seen without receiving any. */
const mostPeeked = 32;

function Hottest({ hub, hottest }: { hub: string } & Pick<QueueHealth, 'hottest'>) {
  if (hottest.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 px-4 pb-1">
      <span className="text-ink-muted">Most of them are for</span>
      {hottest.map(({ instanceId, messages }) => (
        <span key={instanceId} className="inline-flex max-w-full min-w-0 items-center gap-1">
          <InstanceLink hub={hub} instanceId={instanceId} isCopyable={false} />
          <span className="text-ink-muted">{formatCount(messages)}</span>
        </span>
      ))}
    </p>
  );
}

function Worker({ workerId }: { workerId: string | null }) {
  return workerId === null ? 'nobody' : <bdi className="font-mono">{toVisibleText(workerId)}</bdi>;
}

function Moves({ moves }: Pick<PartitionHealth, 'moves'>) {
  if (moves.length === 0) return null;
  return (
    <details className="px-4 pb-1.5 text-sm">
      <summary className="w-fit cursor-pointer text-ink-muted">
        {plural(moves.length, 'change')} of owner seen
      </summary>
      <ul className="pl-4">
        {moves.map(({ at, from, to }) => (
          <li key={`${at} ${from} ${to}`} className="wrap-anywhere">
            <InstantText instant={at} as="compact" /> from <Worker workerId={from} /> to{' '}
            <Worker workerId={to} />
          </li>
        ))}
      </ul>
    </details>
  );
}

interface MessagesPanelProps {
  hub: string;
  queue: string;
  /** As far as the queue is known. */
  health: QueueHealth | undefined;
  moves: PartitionHealth['moves'];
  message: string | undefined;
  onClose: () => void;
}

/** The first visible messages of one queue. */
export function MessagesPanel({ hub, queue, health, moves, message, onClose }: MessagesPanelProps) {
  const query = useQuery(queueMessagesQuery(hub, queue));
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [queue]);
  const isGone =
    message !== undefined && query.data?.messages.every(({ messageId }) => messageId !== message) === true;
  return (
    <div ref={place} className="border-y border-line">
      <Panel
        title={`Messages of ${toVisibleText(queueLabel(queue, hubNameOf(hub)))}`}
        query={query}
        isFlush
        actions={
          <Button look="quiet" icon={X} onClick={onClose}>
            Close
          </Button>
        }
        empty={({ messages }) =>
          messages.length === 0 && !isGone ? (
            <p className="px-4 pb-2.5 text-ink-muted">
              No visible message.{' '}
              {health !== undefined && health.depth > 0
                ? `${plural(health.depth, 'message')} in the queue cannot be seen: a worker has them, or they are not due yet.`
                : 'The queue is empty.'}
            </p>
          ) : null
        }
      >
        {({ messages }) => (
          <>
            {isGone && (
              <p role="status" className="px-4 pb-1.5 text-ink-muted">
                The message that the link points at is not among the visible ones any more: a worker took it,
                or others are ahead of it.
              </p>
            )}
            {health !== undefined && <Hottest hub={hub} hottest={health.hottest} />}
            <Moves moves={moves} />
            {messages.length > 0 && <MessageTable hub={hub} messages={messages} pointedAt={message} />}
            <p className="px-4 py-1.5 text-sm text-ink-muted">
              Peeked, none is received: workers do not notice. Up to {mostPeeked} visible messages can be
              seen, in the order of the queue.
            </p>
          </>
        )}
      </Panel>
    </div>
  );
}
