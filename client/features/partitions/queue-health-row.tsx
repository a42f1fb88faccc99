import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { PartitionHealth, QueueHealth } from '../../../shared/contract/partitions.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { classNames } from '../../lib/class-names.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { hubNameOf } from '../../lib/hub-name.ts';
import { queueLabel } from '../../lib/queue-label.ts';
import { OwnerCell } from './owner-cell.tsx';
import { partitionFilters, rateWords } from './queue-words.ts';

const cell = 'px-2 py-1 align-top';
const number = `${cell} text-right`;
const linkLook = 'rounded-sm underline-offset-2 hover:underline';

function Rate({ perMinute }: { perMinute: number | null }) {
  return perMinute === null ? <Unknown why="Too few samples yet" /> : rateWords(perMinute);
}

function Depth({ depth, deepest }: { depth: number; deepest: number }) {
  return (
    <span className="flex items-center gap-2">
      <span className="w-12 shrink-0 text-right">{formatCount(depth)}</span>
      <span aria-hidden className="h-1.5 min-w-8 flex-1 rounded-xs bg-sunken">
        <span
          className="block h-full rounded-xs bg-ink-faint"
          style={{ width: depth === 0 ? 0 : `max(3px, ${(depth / deepest) * 100}%)` }}
        />
      </span>
    </span>
  );
}

const notPeekable = 'More messages are visible than can be peeked';

function QueueFigures({ queue, deepest }: { queue: QueueHealth; deepest: number }) {
  const { visible, invisible, oldestDueAt, maxDequeueCount, poisonCandidates } = queue;
  return (
    <>
      <td className={cell}>
        <Depth depth={queue.depth} deepest={deepest} />
      </td>
      <td className={number}>
        {visible === null ? <span title={notPeekable}>32 or more</span> : formatCount(visible)}
      </td>
      <td className={number}>
        {invisible === null ? <Unknown why={notPeekable} /> : formatCount(invisible)}
      </td>
      <td className={cell}>
        {oldestDueAt === null ? (
          <span className="text-ink-faint">none</span>
        ) : (
          <InstantText instant={oldestDueAt} as="relative" />
        )}
      </td>
      <td className={number}>
        {formatCount(maxDequeueCount)}
        {poisonCandidates > 0 && (
          <span
            className="flex items-center justify-end gap-1 whitespace-nowrap text-warning"
            title="Taken many times and come back: nobody could finish with them"
          >
            <TriangleAlert aria-hidden size={12} />
            {plural(poisonCandidates, 'suspect')}
          </span>
        )}
      </td>
      <td className={number}>
        <Rate perMinute={queue.arrivedPerMinute} />
      </td>
      <td className={number}>
        <Rate perMinute={queue.leftPerMinute} />
      </td>
    </>
  );
}

function PartitionFigures({ hub, partition }: { hub: string; partition: PartitionHealth }) {
  const { moves, instances } = partition;
  const filters = partitionFilters(partition.partition);
  return (
    <>
      <td className={cell}>
        <OwnerCell partition={partition} />
      </td>
      <td className={cell}>
        {moves[0] === undefined ? (
          <span className="whitespace-nowrap text-ink-faint">none seen</span>
        ) : (
          <>
            {formatCount(moves.length)}, last <InstantText instant={moves[0].at} as="relative" />
          </>
        )}
      </td>
      <td className={`${cell} pr-4 text-right whitespace-nowrap`}>
        <Link to="/hubs/$hub/instances" params={{ hub }} search={{ q: filters.open }} className={linkLook}>
          {formatCount(instances.open)} open
        </Link>
        {' of '}
        <Link to="/hubs/$hub/instances" params={{ hub }} search={{ q: filters.all }} className={linkLook}>
          {formatCount(instances.all)}
          <span className="sr-only"> in all</span>
        </Link>
      </td>
    </>
  );
}

interface QueueHealthRowProps {
  hub: string;
  queue: QueueHealth;
  /** `null` = the work items, which every worker takes. */
  partition: PartitionHealth | null;
  deepest: number;
  isChosen: boolean;
  onChoose: () => void;
}

export function QueueHealthRow(props: QueueHealthRowProps) {
  const { hub, queue, partition, isChosen } = props;
  return (
    <tr className={classNames('border-t border-line', isChosen ? 'bg-selected' : 'hover:bg-hover')}>
      <th scope="row" className="py-1 pr-2 pl-4 text-left align-top font-normal">
        <button
          type="button"
          aria-pressed={isChosen}
          title={`Messages of ${queue.queue}`}
          onClick={props.onChoose}
          className="rounded-sm font-mono text-sm whitespace-nowrap text-accent underline underline-offset-2"
        >
          {queueLabel(queue.queue, hubNameOf(hub))}
        </button>
      </th>
      <QueueFigures queue={queue} deepest={props.deepest} />
      {partition === null ? (
        <td colSpan={3} className={`${cell} text-ink-faint`}>
          shared by all workers
        </td>
      ) : (
        <PartitionFigures hub={hub} partition={partition} />
      )}
    </tr>
  );
}
