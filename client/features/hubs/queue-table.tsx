import type { Backlog } from '../../../shared/contract/backlog.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { formatCount } from '../../lib/format-count.ts';
import { OwnerText } from '../../components/owner-text.tsx';
import { buildQueueRows, type QueueRow } from './queue-rows.ts';

/** Depth, age and owner of every queue of a hub. */
export function QueueTable({ backlog, hubName }: { backlog: Backlog; hubName: string }) {
  return (
    <>
      <table className="w-full table-fixed">
        <caption className="sr-only">Queues of {hubName}</caption>
        <thead>
          <tr className="h-7 text-left text-sm text-ink-muted">
            <th className="w-[26%] font-normal">Queue</th>
            <th className="w-[30%] font-normal">Messages</th>
            <th className="w-[18%] font-normal" title="Since when the first visible message is queued">
              First in line
            </th>
            <th className="font-normal">Worker</th>
          </tr>
        </thead>
        <tbody>
          {buildQueueRows(backlog, hubName).map((row) => (
            <tr key={row.queue} className="h-7 border-t border-line">
              <td className="truncate pr-3 font-mono text-sm" title={row.queue}>
                {row.label}
              </td>
              <td className="pr-3">
                <Depth row={row} />
              </td>
              <td className="truncate pr-3">
                {row.oldestAt === null ? (
                  <span className="text-ink-faint">none</span>
                ) : (
                  <InstantText instant={row.oldestAt} as="relative" />
                )}
                {row.dequeueCount > 1 && (
                  <span className="text-warning" title="How often its first message was taken and came back">
                    {' '}
                    ×{formatCount(row.dequeueCount)}
                  </span>
                )}
              </td>
              <td>
                {row.isPartition ? (
                  <OwnerText owner={row.owner} isMissed={row.depth > 0} />
                ) : (
                  <span className="text-ink-faint">shared by all</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {backlog.ownership === null && (
        <p className="mt-2 text-sm text-ink-muted">
          This task hub does not record which workers own its queues.
        </p>
      )}
      {backlog.problems.map((problem) => (
        <p key={problem} className="mt-2 text-sm text-warning">
          {problem}
        </p>
      ))}
    </>
  );
}

function Depth({ row }: { row: QueueRow }) {
  return (
    <span className="flex items-center gap-2">
      <span className="w-12 shrink-0 text-right">{formatCount(row.depth)}</span>
      <span aria-hidden className="h-1.5 flex-1 rounded-xs bg-sunken">
        <span
          className="block h-full rounded-xs bg-ink-faint"
          style={{ width: row.depth === 0 ? 0 : `max(3px, ${row.share * 100}%)` }}
        />
      </span>
    </span>
  );
}
