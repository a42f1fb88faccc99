import { Braces } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import { formatExact } from '../../../lib/format-instant.ts';
import { usePreferences, type Preferences } from '../../../lib/preferences.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { CodeText } from '../../../components/code-text.tsx';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { FailurePayload } from '../failure/failure-payload.tsx';
import { InstancePayload } from '../payloads/instance-payload.tsx';

const failureColumns: ReadonlySet<string> = new Set(['FailureDetails', 'Details']);

/** Storage's own names, because here one compares with storage. */
function plainFields(event: HistoryEvent, timeZone: Preferences['timeZone']): [string, string | number][] {
  const time = (instant: string | null) => instant && formatExact(instant, timeZone);
  const fields: [string, string | number | null][] = [
    ['RowKey', event.rowKey],
    ['EventType', event.eventType],
    ['EventId', event.eventId],
    ['_Timestamp', time(event.timestamp)],
    ['Name', event.name],
    ['Version', event.version],
    ['TaskScheduledId', event.taskScheduledId],
    ['TimerId', event.timerId],
    ['FireAt', time(event.fireAt)],
    ['OrchestrationStatus', event.orchestrationStatus],
    ['Generation', event.generation],
    ['ScheduledStartTime', time(event.scheduledStartAt)],
    ['Rewound from', event.rewoundType],
    ['Tags', event.tags && JSON.stringify(event.tags)],
  ];
  return fields.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]]));
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="shrink-0 text-ink-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

interface HistoryEventDetailProps {
  hub: string;
  instanceId: string;
  event: HistoryEvent;
  /** What is wrong with it, and why it does not fit the others. */
  problems: readonly string[];
}

/** The event as the server gave it, for those who compare or report it. */
function RawEvent({ event }: { event: HistoryEvent }) {
  const [isOpen, setOpen] = useState(false);
  const text = isOpen ? JSON.stringify(event, null, 2) : '';
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="flex items-center gap-2">
        <Button look="quiet" icon={Braces} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Raw JSON
        </Button>
        {isOpen && <CopyButton text={text} what="raw event" />}
      </span>
      {isOpen && (
        <div role="group" aria-label="Raw JSON" className="max-h-96 overflow-auto rounded-md bg-sunken p-2">
          <CodeText text={text} as="block" />
        </div>
      )}
    </div>
  );
}

/** Everything stored of one event. */
export function HistoryEventDetail({ hub, instanceId, event, problems }: HistoryEventDetailProps) {
  const { timeZone } = usePreferences();
  return (
    <div className="flex min-w-0 flex-col gap-3 px-4 py-3">
      <ProblemList problems={problems} />
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-x-6 gap-y-1">
        {plainFields(event, timeZone).map(([name, value]) => (
          <Field key={name} name={name}>
            <CodeText text={String(value)} className="leading-5" />
          </Field>
        ))}
        {event.instanceId !== null && (
          <Field name="InstanceId">
            <InstanceLink hub={hub} instanceId={event.instanceId} />
          </Field>
        )}
        {event.parent !== null && (
          <Field name="Parent">
            <InstanceLink hub={hub} instanceId={event.parent.instanceId} />
          </Field>
        )}
      </dl>
      {Object.entries(event.payloads).map(([column, info]) => {
        const View = failureColumns.has(column) ? FailurePayload : InstancePayload;
        return (
          <div key={column} className="min-w-0">
            <h3 className="text-sm text-ink-muted">{column}</h3>
            <View hub={hub} instanceId={instanceId} info={info} what={column} />
          </div>
        );
      })}
      <RawEvent event={event} />
    </div>
  );
}
