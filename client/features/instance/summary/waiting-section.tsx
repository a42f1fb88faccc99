import { Hourglass } from 'lucide-react';
import { useMemo } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { nextDue } from '../../../../shared/domain/execution/wait-groups.ts';
import { waitsOf } from '../../../../shared/domain/execution/waits-of.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';
import { Countdown } from './countdown.tsx';
import { WaitList } from './wait-list.tsx';

interface WaitingSectionProps {
  hub: string;
  instance: InstanceDetail;
  execution: ExecutionSoFar;
}

/** What a running instance waits for. An entity is always ready, so it never is shown as waiting. */
export function WaitingSection({ hub, instance, execution }: WaitingSectionProps) {
  const { model, history } = execution;
  const waits = useMemo(
    () => waitsOf(model, { ...instance, isEntity: instance.kind === 'entity' }),
    [model, instance],
  );
  if (instance.kind === 'entity' || isTerminal(instance.runtimeStatus)) return null;
  const timers = waits.filter(({ dueAt }) => dueAt !== null);
  const due = nextDue(timers);
  const isChoice = waits.length > 1 && waits.every(({ kind }) => kind !== 'resume');
  return (
    <section aria-label="What it waits for" className="border-l-4 border-running bg-sunken px-4 py-2.5">
      <h2 className="flex items-center gap-1.5 pb-1 font-semibold">
        <Hourglass aria-hidden size={14} />
        {instance.runtimeStatus === 'Suspended' ? 'Suspended' : 'Waiting'}
      </h2>
      {!history.isComplete && (
        <p className="text-ink-muted">What it waits for is known once the history is read to its end.</p>
      )}
      {history.isComplete && waits.length === 0 && (
        <p className="text-ink-muted">
          {model.end === null
            ? 'The history does not tell: nothing is under way in it.'
            : 'The history says that it ended; its row does not say so yet.'}
        </p>
      )}
      {history.isComplete && waits.length > 0 && (
        <>
          <WaitList hub={hub} instanceId={instance.instanceId} model={model} waits={waits} />
          {isChoice && (
            <p className="pt-2 text-sm text-ink-muted">
              Whether one of these is enough or it needs all of them, only its code knows.
            </p>
          )}
          {due?.dueAt != null && timers.length > 1 && (
            <p className="text-sm">
              Next timer <Countdown to={due.dueAt} />
            </p>
          )}
        </>
      )}
    </section>
  );
}
