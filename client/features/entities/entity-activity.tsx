import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityActivity as Activity, EntityState } from '../../../shared/contract/entities.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { InstanceLink } from '../../components/instance-link.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { entityActivityQuery } from './entity-queries.ts';

const head = 'px-2 py-1.5 text-left font-medium text-ink-muted first:pl-4';
const cell = 'truncate px-2 py-1.5 first:pl-4';

function OperationTable({ hub, operations }: { hub: string; operations: Activity['operations'] }) {
  return (
    <table aria-label="Last operations" className="w-full table-fixed border-collapse">
      <thead>
        <tr>
          {['Came', 'Kind', 'Operation', 'Sent by'].map((label) => (
            <th key={label} scope="col" className={head}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {operations.map(({ rowKey, at, kind, operation, parentInstanceId, isEarlier }, place) => (
          <tr key={`${rowKey} ${place}`} className="border-t border-line">
            <td className={cell}>
              <InstantText instant={at} />
            </td>
            <td className={cell}>
              {kind}
              {isEarlier && <span className="text-ink-muted">, earlier batch</span>}
            </td>
            <td className={cell}>{operation !== null && <bdi>{toVisibleText(operation)}</bdi>}</td>
            <td className={cell}>
              {parentInstanceId === null ? (
                <Unknown why="A client, or the message does not say" />
              ) : (
                <InstanceLink hub={hub} instanceId={parentInstanceId} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Senders({ hub, senders }: { hub: string; senders: EntityState['senders'] }) {
  if (senders.length === 0) return null;
  return (
    <ul aria-label="Last senders" className="flex flex-col gap-0.5 px-4">
      {senders.slice(0, maxSenders).map(({ instanceId, lastSentAt, buffered }) => (
        <li key={instanceId} className="flex min-w-0 flex-wrap items-center gap-x-2">
          <InstanceLink hub={hub} instanceId={instanceId} isCopyable={false} />
          <span className="text-ink-muted">
            sent last <InstantText instant={lastSentAt} />
          </span>
          {buffered.length > 0 && (
            <span>
              {plural(buffered.length, 'message')} of it came early and{' '}
              {buffered.length === 1 ? 'waits' : 'wait'}
              {' for the one before: '}
              <bdi>
                {buffered.map(({ operation }) => toVisibleText(operation ?? 'lock request')).join(', ')}
              </bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const maxSenders = 20;

interface EntityActivityProps {
  hub: string;
  instance: InstanceDetail;
  state: EntityState;
}

function Messages({ messages, queue }: { messages: Activity['messages']; queue: string | null }) {
  return (
    <div className="px-4">
      <p>
        {messages.length === 0
          ? 'None can be seen'
          : `${plural(messages.length, 'message')} to it can be seen`}{' '}
        in its control queue{queue !== null && <span className="font-mono text-sm"> {queue}</span>}.{' '}
        <span className="text-ink-muted">
          Signals sent for later stay invisible in that queue until they are due, to every reader; and only
          its first 32 visible messages are looked at.
        </span>
      </p>
      <ul aria-label="Messages in its control queue">
        {messages.map(({ messageId, insertedAt, dueAt, eventType }) => (
          <li key={messageId}>
            {toVisibleText(eventType ?? 'Message')}{' '}
            <span className="text-ink-muted">
              sent <InstantText instant={insertedAt} />
            </span>
            {dueAt !== null && (
              <span className="text-ink-muted">
                , due <InstantText instant={dueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What came to an entity last, and what is on its way. */
export function EntityActivity({ hub, instance, state }: EntityActivityProps) {
  const { instanceId, rowVersion, controlQueue } = instance;
  const query = useQuery(entityActivityQuery(hub, instanceId, rowVersion));
  return (
    <div className="border-t border-line pb-3">
      <Panel title="Last operations" query={query} isFlush>
        {({ operations, messages, problems }) => (
          <div className="flex flex-col gap-2">
            <div className="px-4 empty:hidden">
              <ProblemList problems={problems} />
            </div>
            <p className="px-4 text-ink-muted">
              The engine keeps the history of the last batch only
              {operations.length === 0 && ', and in it there is no operation any more'}.{' '}
              <Link
                to="/hubs/$hub/instances/$instanceId"
                params={{ hub, instanceId }}
                search={{ tab: 'history' }}
                className="text-accent underline underline-offset-2"
              >
                Show that history
              </Link>
            </p>
            {operations.length > 0 && <OperationTable hub={hub} operations={operations} />}
            <Senders hub={hub} senders={state.senders} />
            <h3 className="px-4 pt-1 font-semibold">On their way</h3>
            <Messages messages={messages} queue={controlQueue} />
          </div>
        )}
      </Panel>
    </div>
  );
}
