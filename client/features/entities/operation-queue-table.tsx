import type { QueuedOperation } from '../../../shared/contract/entities.ts';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { toVisibleText } from '../../lib/visible-text.ts';

function kindOfRequest(operation: QueuedOperation): string {
  if (operation.isLockRequest) return 'lock request';
  return operation.isSignal ? 'signal' : 'call';
}

const head = 'px-2 py-1.5 text-left font-medium text-ink-muted first:pl-4';
const cell = 'truncate px-2 py-1.5 first:pl-4';

/** In the order in which the entity will take them. */
export function OperationQueueTable({ hub, queue }: { hub: string; queue: readonly QueuedOperation[] }) {
  return (
    <table aria-label="Waiting operations" className="w-full table-fixed border-collapse">
      <thead>
        <tr>
          <th scope="col" className={`${head} w-12`}>
            #
          </th>
          <th scope="col" className={`${head} w-32`}>
            Kind
          </th>
          <th scope="col" className={head}>
            Operation
          </th>
          <th scope="col" className={head}>
            Sent by
          </th>
          <th scope="col" className={`${head} w-40`}>
            Sent
          </th>
          <th scope="col" className={`${head} w-40`}>
            Due
          </th>
        </tr>
      </thead>
      <tbody>
        {queue.map((operation, index) => (
          <tr key={operation.id ?? index} className="border-t border-line">
            <td className={`${cell} text-ink-faint`}>{index + 1}</td>
            <td className={cell}>{kindOfRequest(operation)}</td>
            <td className={cell}>{operation.operation !== null && toVisibleText(operation.operation)}</td>
            <td className={cell}>
              {operation.parentInstanceId === null ? (
                <Unknown why="Not sent by an instance" />
              ) : (
                <InstanceLink hub={hub} instanceId={operation.parentInstanceId} />
              )}
            </td>
            <td className={cell}>
              <InstantText instant={operation.sentAt} />
            </td>
            <td className={cell}>
              <InstantText instant={operation.dueAt} missing="At once" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
