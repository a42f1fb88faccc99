import { ChevronDown, ChevronRight, Hourglass } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { nextDue } from '../../../../shared/domain/execution/wait-groups.ts';
import { waitsOf } from '../../../../shared/domain/execution/waits-of.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { importedHub } from '../../../api/imported-hub.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';
import { Countdown } from './countdown.tsx';
import { WaitList } from './wait-list.tsx';

interface WaitingSectionProps {
  hub: string;
  instance: InstanceDetail;
  execution: ExecutionSoFar;
}

function Waits({ hub, instance, execution }: WaitingSectionProps) {
  const { model, history } = execution;
  const waits = useMemo(
    () => waitsOf(model, { ...instance, isEntity: instance.kind === 'entity' }),
    [model, instance],
  );
  if (!history.isComplete)
    return <p className="text-ink-muted">What it waits for is known once the history is read to its end.</p>;
  if (waits.length === 0)
    return (
      <p className="text-ink-muted">
        {model.end === null
          ? 'The history does not tell: nothing is under way in it.'
          : 'The history says that it ended; its row does not say so yet.'}
      </p>
    );
  const timers = waits.filter(({ dueAt }) => dueAt !== null);
  const due = nextDue(timers);
  const isChoice = waits.length > 1 && waits.every(({ kind }) => kind !== 'resume');
  return (
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
  );
}

/** In a file there is no diagnosis above it that says the same. */
function WaitsOfFile(props: WaitingSectionProps) {
  return (
    <section aria-label="What it waits for" className="border-l-4 border-running bg-sunken px-4 py-2.5">
      <h2 className="flex items-center gap-1.5 pb-1 font-semibold">
        <Hourglass aria-hidden size={14} />
        {props.instance.runtimeStatus === 'Suspended' ? 'Suspended' : 'Waiting'}
      </h2>
      <Waits {...props} />
    </section>
  );
}

/** All of it, under the diagnosis that names what counts. */
function FoldedWaits(props: WaitingSectionProps) {
  const [isOpen, setIsOpen] = useState(false);
  const contentId = useId();
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section aria-label="What it waits for" className="border-b border-line px-4 py-1.5">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={contentId}
          onClick={() => setIsOpen(!isOpen)}
          className="-ml-1 flex items-center gap-1 rounded-sm text-ink-muted hover:text-ink"
        >
          <Chevron aria-hidden size={14} />
          Everything it waits for, by its history
        </button>
      </h2>
      <div id={contentId} hidden={!isOpen} className="pt-1 pb-1.5">
        {isOpen && <Waits {...props} />}
      </div>
    </section>
  );
}

/** What a running instance waits for. An entity is always ready, so it never is shown as waiting. */
export function WaitingSection(props: WaitingSectionProps) {
  const { hub, instance } = props;
  if (instance.kind === 'entity' || isTerminal(instance.runtimeStatus)) return null;
  return hub === importedHub ? <WaitsOfFile {...props} /> : <FoldedWaits {...props} />;
}
