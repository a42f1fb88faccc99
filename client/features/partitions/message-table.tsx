import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { QueuedMessage } from '../../../shared/contract/backlog.ts';
import { isSuspicious } from '../../../shared/domain/diagnosis/rules/message-poison.ts';
import { ByteSizeText } from '../../components/byte-size-text.tsx';
import { CodeText } from '../../components/code-text.tsx';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { classNames } from '../../lib/class-names.ts';
import { formatCount } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

const head = 'px-2 py-1.5 text-left font-normal whitespace-nowrap text-ink-muted';
const cell = 'px-2 py-1 align-top';

const columns = ['Instance', 'Name', 'Queued', 'Due', 'Dequeues', 'Size', 'Body'] as const;

function Name({ name }: Pick<QueuedMessage, 'name'>) {
  return name === null ? <Unknown why="Messages of this type have none" /> : <CodeText text={name} />;
}

function Problems({ problems }: Pick<QueuedMessage, 'problems'>) {
  return problems.map((problem) => (
    <p key={problem} className="flex items-start gap-1 text-sm text-warning">
      <TriangleAlert aria-hidden size={12} className="mt-0.5 shrink-0" />
      <span className="wrap-anywhere">{problem}</span>
    </p>
  ));
}

function DequeueCount({ message }: { message: QueuedMessage }) {
  const isSuspect = isSuspicious(message);
  return (
    <span className={classNames('inline-flex items-center gap-1', isSuspect && 'text-warning')}>
      {isSuspect && <TriangleAlert aria-label="Suspected poison" size={12} />}
      {formatCount(message.dequeueCount)}
    </span>
  );
}

interface MessageRowProps {
  hub: string;
  message: QueuedMessage;
  isPointedAt: boolean;
}

function MessageRow({ hub, message, isPointedAt }: MessageRowProps) {
  const { eventType, instanceId, blobName } = message;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isPointedAt) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isPointedAt]);
  return (
    <tr
      ref={row}
      aria-current={isPointedAt || undefined}
      className={classNames('border-t border-line', isPointedAt && 'bg-selected')}
    >
      <th scope="row" className="py-1 pr-2 pl-4 text-left align-top font-normal">
        {eventType === null ? <Unknown why="Not decoded" /> : toVisibleText(eventType)}
        <Problems problems={message.problems} />
      </th>
      <td className={`${cell} max-w-72`}>
        {instanceId === null ? (
          <Unknown why="Not said" />
        ) : (
          <InstanceLink hub={hub} instanceId={instanceId} />
        )}
      </td>
      <td className={`${cell} max-w-56`}>
        <Name name={message.name} />
      </td>
      <td className={cell}>
        <InstantText instant={message.insertedAt} as="relative" />
      </td>
      <td className={cell}>
        <InstantText instant={message.dueAt} as="relative" missing="It could be taken at once" />
      </td>
      <td className={cell}>
        <DequeueCount message={message} />
      </td>
      <td className={cell}>
        <ByteSizeText sizeBytes={message.sizeBytes} />
      </td>
      <td className={cell}>
        {blobName === null ? (
          'in the message'
        ) : (
          <span title={blobName} className="whitespace-nowrap">
            in a blob
          </span>
        )}
      </td>
    </tr>
  );
}

interface MessageTableProps {
  hub: string;
  messages: readonly QueuedMessage[];
  /** Id of the message somebody came for. */
  pointedAt: string | undefined;
}

/** Peeked messages; those that come back again and again stand first. */
export function MessageTable({ hub, messages, pointedAt }: MessageTableProps) {
  const sorted = [...messages].sort((one, other) => Number(isSuspicious(other)) - Number(isSuspicious(one)));
  return (
    <div role="group" aria-label="Messages" tabIndex={0} className="relative overflow-x-auto">
      <table aria-label="Peeked messages" className="w-full min-w-220 border-collapse">
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-4`}>
              Type
            </th>
            {columns.map((label) => (
              <th key={label} scope="col" className={head}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((message) => (
            <MessageRow
              key={message.messageId}
              hub={hub}
              message={message}
              isPointedAt={message.messageId === pointedAt}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
