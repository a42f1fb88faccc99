import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { Step, StepFailure, StepPayload } from '../../../shared/domain/execution/execution-model.ts';
import { Button } from '../../components/button.tsx';
import { CodeText } from '../../components/code-text.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { FailurePayload } from './failure/failure-payload.tsx';
import type { ExecutionSoFar } from './instance-tab.ts';
import { InstancePayload } from './payloads/instance-payload.tsx';
import { StepAttempts } from './step-attempts.tsx';
import { StepFacts } from './step-facts.tsx';
import { stepKindLooks, stepStateLooks, stepTitle } from './step-look.ts';

interface StepDetailProps {
  hub: string;
  /** Whose history the step is of: not always the instance of the page. */
  instance: Pick<InstanceDetail, 'instanceId'>;
  execution: ExecutionSoFar;
  step: Step;
  selected?: string | undefined;
  /** The step is of another instance than the page, for example of a child shown in place. */
  isForeign?: boolean;
  /** `undefined` closes the details. */
  onSelect: (rowKey: string | undefined) => void;
}

function StepHeading({ step, onClose }: { step: Step; onClose: () => void }) {
  const { icon: KindIcon, word: kind } = stepKindLooks[step.kind];
  const { icon: StateIcon, word: state, text } = stepStateLooks[step.state];
  return (
    <header className="flex min-w-0 items-center gap-2">
      <KindIcon aria-hidden size={16} className="shrink-0 text-ink-muted" />
      <h2 className="min-w-0 truncate font-semibold">
        <bdi title={toVisibleText(stepTitle(step))}>{toVisibleText(stepTitle(step))}</bdi>
      </h2>
      {step.name !== null && <span className="whitespace-nowrap text-ink-muted">{kind}</span>}
      <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${text}`}>
        <StateIcon aria-hidden size={14} className="shrink-0" />
        {state}
      </span>
      <span className="ml-auto">
        <Button look="quiet" icon={X} aria-label="Close the details" onClick={onClose} />
      </span>
    </header>
  );
}

function Inferred({ step }: { step: Step }) {
  if (step.inferred.length === 0) return null;
  return (
    <section aria-label="Concluded, not read" className="text-sm text-ink-muted">
      <h3>Concluded, not read</h3>
      <ul className="list-disc pl-5">
        {step.inferred.map((conclusion) => (
          <li key={conclusion}>{conclusion}</li>
        ))}
      </ul>
    </section>
  );
}

interface Place {
  hub: string;
  instanceId: string;
}

function Failure({ failure, ...place }: Place & { failure: StepFailure }) {
  const { details, errorType, message } = failure;
  return (
    <section aria-label="Why it failed" className="border-l-4 border-failed bg-danger-soft px-3 py-2">
      {errorType !== null && (
        <h3 className="font-semibold wrap-anywhere text-failed">{toVisibleText(errorType)}</h3>
      )}
      {message !== null && (
        <div tabIndex={0} role="group" aria-label="Message" className="max-h-40 overflow-auto">
          <CodeText as="block" text={message} />
        </div>
      )}
      {details !== null && (
        <details className="mt-1">
          <summary className="cursor-pointer text-ink-muted hover:text-ink">Failure details</summary>
          <FailurePayload {...place} info={details} what="failure details" />
        </details>
      )}
      {details === null && message === null && errorType === null && (
        <p className="text-ink-muted">The history does not say why.</p>
      )}
    </section>
  );
}

function Payload({ payload, what, ...place }: Place & { payload: StepPayload | null; what: string }) {
  if (payload === null) return null;
  return (
    <section aria-label={what} className="min-w-0">
      <h3 className="text-sm text-ink-muted">{what}</h3>
      <InstancePayload {...place} info={payload.info} what={what.toLowerCase()} />
    </section>
  );
}

interface EventLinksProps extends Place {
  events: readonly HistoryEvent[];
  selected: string | undefined;
  isForeign: boolean;
}

/** More are reached through the first and the last. */
const maxLinks = 12;

/** Histories that were imported have pages of their own: the way to this page's history is relative. */
function historyOf({ hub, instanceId, isForeign }: Place & { isForeign: boolean }) {
  return isForeign
    ? { to: '/hubs/$hub/instances/$instanceId' as const, params: { hub, instanceId } }
    : { to: '.' as const };
}

function EventLinks({ events, selected, ...place }: EventLinksProps) {
  const shown = events.length <= maxLinks ? events : [...events.slice(0, maxLinks - 1), ...events.slice(-1)];
  return (
    <nav aria-label="Events in the history" className="text-sm">
      <h3 className="text-ink-muted">{plural(events.length, 'event')} in the history</h3>
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
        {shown.map((event) => (
          <li key={event.rowKey}>
            <Link
              {...historyOf(place)}
              search={{ tab: 'history', event: event.rowKey }}
              aria-current={event.rowKey === selected ? 'true' : undefined}
              className="text-accent underline-offset-2 hover:underline aria-[current]:font-semibold"
            >
              {event.ordinal !== null && `#${event.ordinal} `}
              {toVisibleText(event.eventType)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useEventsOf({ eventKeys }: Step, { history }: ExecutionSoFar): readonly HistoryEvent[] {
  return useMemo(() => {
    const wanted = new Set(eventKeys);
    return history.events.filter(({ rowKey }) => wanted.has(rowKey));
  }, [eventKeys, history.events]);
}

/** Everything the history says about one step. */
export function StepDetail({ hub, instance, execution, step, selected, ...rest }: StepDetailProps) {
  const { isForeign = false, onSelect } = rest;
  const events = useEventsOf(step, execution);
  const place = { hub, instanceId: instance.instanceId };
  const problems = useMemo(() => [...new Set(events.flatMap((event) => event.problems))], [events]);
  return (
    <section
      aria-label={`Details of ${toVisibleText(stepTitle(step))}`}
      className="flex min-w-0 flex-col gap-3 px-4 py-3"
    >
      <StepHeading step={step} onClose={() => onSelect(undefined)} />
      <ProblemList problems={problems} />
      <StepFacts hub={hub} step={step} />
      <Inferred step={step} />
      {step.failure !== null && <Failure {...place} failure={step.failure} />}
      {step.attempts.length > 1 && (
        <StepAttempts attempts={step.attempts} selected={selected} onSelect={onSelect} />
      )}
      <Payload {...place} payload={step.input} what="Input" />
      <Payload {...place} payload={step.result} what="Result" />
      <EventLinks {...place} isForeign={isForeign} events={events} selected={selected} />
    </section>
  );
}
