import { useQuery } from '@tanstack/react-query';
import type { EventGridRefusal, EventGridState } from '../../../../shared/contract/event-grid.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Fact, FactList } from '../../../components/fact-list.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { Panel } from '../../../components/panel.tsx';
import { WarningNote } from '../../../components/warning-note.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { eventGridQuery } from './event-grid-queries.ts';

const causes: Record<EventGridRefusal, string> = {
  unauthenticated: 'without a secret or token of this webhook',
  unreadable: 'could not be read',
  'not-lifecycle': 'about something else than an orchestration',
  'unknown-hub': 'of a task hub that the connection does not have',
  'too-many': 'too many at once',
};

function NotConfigured({ hub }: { hub: string }) {
  const connection = hub.slice(0, hub.lastIndexOf('~'));
  const part = JSON.stringify({ eventGrid: [{ connection, secretsFrom: 'EVENT_GRID_SECRETS' }] });
  return (
    <div className="flex max-w-prose flex-col gap-2 text-ink-muted">
      <p>
        Not configured. The Durable Functions extension can publish to Event Grid when orchestrations start
        and end. With a subscription that sends these events here, the lists change at once, and also while
        nobody watches. Add to the configuration, and set the variable to a secret of at least 24 characters:
      </p>
      <div className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2 text-ink">
        <CodeText text={part} as="block" className="min-w-0" />
        <CopyButton text={part} what="configuration" />
      </div>
      <p>docs/event-grid.md says how to create the subscription.</p>
    </div>
  );
}

function proofs({ takesSecret, takesToken }: EventGridState): string {
  if (takesSecret && takesToken) return 'Secret or token';
  return takesSecret ? 'Secret' : 'Token of Microsoft Entra ID';
}

function Moment({ instant }: { instant: string | null }) {
  return instant === null ? (
    <span className="text-ink-muted">none yet</span>
  ) : (
    <InstantText instant={instant} as="relative" />
  );
}

function Refused({ refused, lastRefusedAt }: Pick<EventGridState, 'refused' | 'lastRefusedAt'>) {
  if (refused.length === 0 || lastRefusedAt === null) return null;
  const words = refused.map(({ cause, count }) => `${formatCount(count)} ${causes[cause]}`);
  return (
    <WarningNote>
      Refused, of this connection: {words.join('; ')}. The last{' '}
      <InstantText instant={lastRefusedAt} as="relative" />.
    </WarningNote>
  );
}

function Configured({ state, address }: { state: EventGridState; address: string }) {
  const { events } = state;
  return (
    <div className="flex flex-col gap-3">
      <Refused {...state} />
      <div className="flex min-w-0 flex-wrap items-center gap-x-2">
        <span className="text-ink-muted">Endpoint of the subscription</span>
        <CodeText text={address} className="min-w-0" />
        <CopyButton text={address} what="endpoint" />
      </div>
      <FactList>
        <Fact label="Proven by">{proofs(state)}</Fact>
        <Fact label="Last event">
          <Moment instant={events.lastReceivedAt} />
        </Fact>
        <Fact label="Events of this task hub">{formatCount(events.received)}</Fact>
        <Fact label="Instances read for them">
          {formatCount(events.read)}
          {events.waiting > 0 && `, ${formatCount(events.waiting)} waiting`}
          {events.failedReads > 0 && `, ${formatCount(events.failedReads)} failed`}
        </Fact>
        <Fact label="Joined with another event">{formatCount(events.joined)}</Fact>
        <Fact label="Counted since">
          <InstantText instant={state.countedSince} as="compact" />
        </Fact>
      </FactList>
    </div>
  );
}

/** Whether lifecycle events come in, and what became of them. */
export function EventGridPanel({ hub }: { hub: string }) {
  const query = useQuery(eventGridQuery(hub));
  return (
    <Panel
      title="Event Grid"
      query={query}
      empty={({ path }) => (path === null ? <NotConfigured hub={hub} /> : null)}
    >
      {(state) => <Configured state={state} address={state.address ?? state.path ?? ''} />}
    </Panel>
  );
}
